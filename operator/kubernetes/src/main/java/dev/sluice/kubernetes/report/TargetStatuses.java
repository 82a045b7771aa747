package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.TargetStatus;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.core.schedule.TargetReport;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The targets' entries of a run's status, as many as fit: first those that fell out and why, then those that are under way, then the
 * rest. How many there are of each is in the run's message.
 */
final class TargetStatuses {

    private static final int MOST_BYTES = 60_000;
    /** What a step's entry takes before it says anything of its jobs. */
    private static final int OF_A_STEP = 250;

    private static final int LONGEST_MESSAGE = 512;

    private TargetStatuses() {}

    /** @param budget of targets and steps together */
    static List<TargetStatus> of(Report report, int budget) {
        int left = Math.min(MOST_BYTES, (budget - OF_A_STEP * report.steps().size()) / 3 * 2);
        List<TargetReport> targets = report.targets();
        TargetStatus[] told = new TargetStatus[targets.size()];
        for (int rank = 0; rank <= 2; rank++) {
            left = add(targets, rank, false, told, left);
            left = add(targets, rank, true, told, left);
        }
        return Stream.of(told).filter(Objects::nonNull).toList();
    }

    /**
     * Adds the entries of a rank, or what they have to say beyond their state.
     *
     * @return what is left
     */
    private static int add(List<TargetReport> targets, int rank, boolean messages, TargetStatus[] told, int bytes) {
        int left = bytes;
        for (int i = 0; i < told.length; i++) {
            TargetReport target = targets.get(i);
            if (rank(target) == rank && (told[i] != null || !messages)) {
                TargetStatus entry = entry(target, messages ? target.message() : "");
                int more = weight(entry) - (told[i] == null ? 0 : weight(told[i]));
                if (more <= left) {
                    told[i] = entry;
                    left -= more;
                }
            }
        }
        return left;
    }

    /** Bytes as JSON; never too few. */
    static int weight(List<TargetStatus> entries) {
        return 14 + entries.stream().mapToInt(TargetStatuses::weight).sum();
    }

    private static int weight(TargetStatus entry) {
        int step = entry.step() == null ? 0 : 10 + Text.jsonBytes(entry.step());
        int message = entry.message() == null ? 0 : 13 + Text.jsonBytes(entry.message());
        return 24 + Text.jsonBytes(entry.name()) + entry.state().name().length() + step + message;
    }

    private static int rank(TargetReport target) {
        if (target.state() == StepReport.State.FAILED) {
            return 0;
        }
        boolean idle = target.state() == StepReport.State.SUCCEEDED || target.state() == StepReport.State.PENDING;
        return idle ? 2 : 1;
    }

    private static TargetStatus entry(TargetReport target, String message) {
        return new TargetStatus(
                target.name(),
                State.valueOf(target.state().name()),
                target.step().isEmpty() ? null : target.step(),
                message.isEmpty() ? null : Text.cut(message, LONGEST_MESSAGE));
    }
}
