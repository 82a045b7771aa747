package dev.sluice.core.schedule;

import dev.sluice.core.plan.Undos;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What people are told of a rollback: what was undone, what was not and why. */
final class RollbackMessages {

    private RollbackMessages() {}

    static String whom(Rollback rollback) {
        return rollback.by().isEmpty() ? "" : " for " + rollback.by();
    }

    static String running(Rollback rollback, Map<String, StepReport> undos) {
        List<String> parts = new ArrayList<>();
        add(parts, "undoing ", names(undos.values(), undo -> undo.state() == StepReport.State.RUNNING));
        add(parts, "undid ", names(undos.values(), undo -> undo.state() == StepReport.State.SUCCEEDED));
        return "rolling back to " + rollback.to() + whom(rollback) + (parts.isEmpty() ? "" : ": " + said(parts));
    }

    /** @param noWay nothing is known that the step could be undone by */
    static String ended(Rollback rollback, StepReport.State end, Map<String, StepReport> undos, boolean noWay) {
        List<String> parts = new ArrayList<>();
        for (StepReport undo : undos.values()) {
            if (undo.count(JobState.FAILED) > 0) {
                parts.add("undoing " + Undos.undone(undo.name()) + " failed"
                        + (undo.message().isEmpty() ? "" : ": " + undo.message()));
            }
        }
        if (noWay) {
            parts.add(noWay(rollback));
        }
        boolean again = !rollback.run().isEmpty();
        Predicate<StepReport> done = undo -> undo.state() == StepReport.State.SUCCEEDED;
        Predicate<StepReport> ranAgain =
                undo -> again && Undos.undone(undo.name()).equals(rollback.to());
        add(parts, "undid ", names(undos.values(), done.and(ranAgain.negate())));
        List<String> repeated = names(undos.values(), done.and(ranAgain));
        repeated.forEach(step -> parts.add("ran " + step + " again as in " + rollback.run()));
        add(parts, "not undone: ", names(undos.values(), done.negate().and(undo -> undo.count(JobState.FAILED) == 0)));
        String how =
                switch (end) {
                    case SUCCEEDED -> "rolled back to " + rollback.to() + whom(rollback);
                    case CANCELLED -> "the rollback to " + rollback.to() + whom(rollback) + " was cancelled";
                    default -> "the rollback to " + rollback.to() + whom(rollback) + " failed";
                };
        return how + ": " + (parts.isEmpty() ? "there was nothing to undo" : said(parts));
    }

    private static String noWay(Rollback rollback) {
        return rollback.run().isEmpty()
                ? rollback.to()
                        + " has no rollback task, and there is no earlier run of the pipeline in which it succeeded"
                : "run " + rollback.run() + " is gone, from which " + rollback.to() + " was to be taken";
    }

    private static List<String> names(Collection<StepReport> undos, Predicate<StepReport> which) {
        return undos.stream()
                .filter(which)
                .map(undo -> Undos.undone(undo.name()))
                .toList();
    }

    private static void add(List<String> parts, String what, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(what + Tallies.names(names));
        }
    }

    private static String said(List<String> parts) {
        return String.join(", ", parts);
    }
}
