package dev.sluice.core.schedule;

import dev.sluice.core.model.Ordered;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is told of a run that is rolled back: its steps and what undoes them, its rollbacks, and what it has come to. */
final class RollbackReports {

    private final Plan plan;
    private final RunStanding run;
    private final Undoing undoing;
    private final RunStanding standing;
    private final boolean begun;

    /** @param standing of what undoes */
    RollbackReports(Plan plan, RunStanding run, Undoing undoing, RunStanding standing, boolean begun) {
        this.plan = plan;
        this.run = run;
        this.undoing = undoing;
        this.standing = standing;
        this.begun = begun;
    }

    /** What runs is let finish first. */
    static Report awaited(Report forward, List<Rollback> rollbacks, int present) {
        List<String> messages = new ArrayList<>();
        for (Rollback rollback : rollbacks) {
            if (rollback.active()) {
                messages.add("to be rolled back to " + rollback.to() + RollbackMessages.whom(rollback)
                        + (present == 0 ? "" : ", once what runs has ended"));
            }
        }
        return new Report(
                        Report.Phase.ROLLING_BACK,
                        Report.Reason.ROLLING_BACK,
                        joined(forward.message(), messages),
                        forward.steps())
                .withTargets(forward.targets())
                .withGates(forward.gates())
                .withRollbacks(rollbacks.stream()
                        .map(r -> r.active() ? r.in(StepReport.State.PENDING) : r)
                        .toList());
    }

    Report of(Report forward, List<StepReport> undos, List<Rollback> rollbacks) {
        Map<String, StepReport> byName = new LinkedHashMap<>();
        undos.forEach(undo -> byName.put(undo.name(), told(undo)));
        boolean over = begun
                && standing.present() == 0
                && standing.steps().values().stream().allMatch(StepStanding::over);
        List<Rollback> now = new ArrayList<>();
        for (Rollback rollback : rollbacks) {
            now.add(rollback.active() ? now(rollback, byName, over) : rollback);
        }
        List<StepReport> steps = new ArrayList<>();
        forward.steps().forEach(step -> steps.add(undone(step, byName)));
        steps.addAll(byName.values());
        List<String> messages =
                now.stream().filter(r -> !r.refused()).map(r -> line(r, byName)).toList();
        return new Report(phase(forward, now), reason(forward, now), joined(forward.message(), messages), steps)
                .withTargets(forward.targets())
                .withGates(forward.gates())
                .withRollbacks(now);
    }

    private Rollback now(Rollback rollback, Map<String, StepReport> undos, boolean over) {
        Map<String, StepReport> own = own(rollback, undos);
        Rollback running =
                rollback.running(own.keySet().stream().map(Undos::undone).toList(), from(rollback));
        if (!over) {
            return running;
        }
        StepReport.State end = end(rollback, own);
        List<String> tried = new ArrayList<>();
        own.values().forEach(undo -> {
            if (undo.count(JobState.SUCCEEDED) + undo.count(JobState.FAILED) > 0) {
                tried.add(Undos.undone(undo.name()));
            }
        });
        return running.ended(end, tried, RollbackMessages.ended(running, end, own, noWay(rollback)));
    }

    private StepReport.State end(Rollback rollback, Map<String, StepReport> own) {
        if (standing.early().isPresent()) {
            return StepReport.State.CANCELLED;
        }
        boolean all = own.values().stream().allMatch(undo -> undo.state() == StepReport.State.SUCCEEDED);
        return all && !noWay(rollback) ? StepReport.State.SUCCEEDED : StepReport.State.FAILED;
    }

    /** What undoes the steps that this rollback reaches, those apart that an earlier one tried. */
    private Map<String, StepReport> own(Rollback rollback, Map<String, StepReport> undos) {
        Map<String, StepReport> own = new LinkedHashMap<>();
        undos.forEach((name, undo) -> {
            PlannedStep step = plan.step(Undos.undone(name));
            boolean tried = !standing.steps().get(name).mayHalt();
            if (!tried && run.lanes().stream().anyMatch(lane -> Rollbacks.undoes(plan, rollback, lane, step))) {
                own.put(name, undo);
            }
        });
        return Ordered.copyOf(own);
    }

    /** The step that is gone back to has run, has no rollback task, and no run is known in which all was well. */
    private boolean noWay(Rollback rollback) {
        PlannedStep to = plan.step(rollback.to());
        return !Rollbacks.undoable(plan, rollback, to)
                && run.lanes().stream().anyMatch(lane -> Rollbacks.reaches(rollback, lane, to));
    }

    /** As it is found out once, it stays. */
    private String from(Rollback rollback) {
        return !rollback.run().isEmpty() || Rollbacks.hasTask(plan.step(rollback.to()))
                ? rollback.run()
                : plan.lastGood()
                        .filter(good -> plan.undos().containsKey(Undos.name(rollback.to())))
                        .map(good -> good.run())
                        .orElse("");
    }

    /** Lanes in which it is not to be undone don't count. */
    private static StepReport told(StepReport undo) {
        return undo.state() == StepReport.State.SKIPPED && undo.count(JobState.SUCCEEDED) > 0
                ? undo.in(StepReport.State.SUCCEEDED, "")
                : undo;
    }

    /** It counts as undone if it is wherever it ran. */
    private StepReport undone(StepReport step, Map<String, StepReport> undos) {
        StepStanding undo = standing.steps().get(Undos.name(step.name()));
        if (undo == null || undo.count(JobState.SUCCEEDED) == 0) {
            return step;
        }
        for (LaneStanding lane : run.lanes()) {
            StepStanding ofLane = standing.lanes().get(lane.lane().index()).step(undo.step.name());
            if (Rollbacks.ran(lane.step(step.name())) && ofLane.count(JobState.SUCCEEDED) < ofLane.jobs.size()) {
                return step;
            }
        }
        String was = step.state() == StepReport.State.FAILED ? "failed" : "";
        String why = step.message().isEmpty() || was.isEmpty() ? was : was + ": " + step.message();
        return step.in(StepReport.State.ROLLED_BACK, why.isEmpty() ? "undone" : why + "; undone");
    }

    private String line(Rollback rollback, Map<String, StepReport> undos) {
        return rollback.active() ? RollbackMessages.running(rollback, own(rollback, undos)) : rollback.message();
    }

    private static Report.Phase phase(Report forward, List<Rollback> rollbacks) {
        if (rollbacks.stream().anyMatch(Rollback::active)) {
            return Report.Phase.ROLLING_BACK;
        }
        if (any(rollbacks, StepReport.State.CANCELLED)) {
            return Report.Phase.CANCELLED;
        }
        return othersMadeIt(forward, rollbacks) ? forward.phase() : Report.Phase.FAILED;
    }

    private static Report.Reason reason(Report forward, List<Rollback> rollbacks) {
        if (rollbacks.stream().anyMatch(Rollback::active)) {
            return Report.Reason.ROLLING_BACK;
        }
        if (any(rollbacks, StepReport.State.CANCELLED)) {
            return Report.Reason.CANCELLED;
        }
        if (othersMadeIt(forward, rollbacks)) {
            return forward.reason();
        }
        return any(rollbacks, StepReport.State.FAILED) ? Report.Reason.ROLLBACK_FAILED : Report.Reason.ROLLED_BACK;
    }

    /** Targets that failed went back by themselves; those that made it are none of theirs. */
    private static boolean othersMadeIt(Report forward, List<Rollback> rollbacks) {
        return forward.phase() == Report.Phase.PARTIAL
                && !any(rollbacks, StepReport.State.FAILED)
                && rollbacks.stream().noneMatch(r -> r.cause() == Rollback.Cause.MANUAL && !r.refused());
    }

    private static boolean any(List<Rollback> rollbacks, StepReport.State state) {
        return rollbacks.stream().anyMatch(r -> r.state() == state);
    }

    private static String joined(String first, List<String> messages) {
        List<String> all = new ArrayList<>(messages);
        if (!first.isEmpty()) {
            all.add(0, first);
        }
        return String.join("; ", all);
    }
}
