package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.JobCounts;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.api.v1alpha1.StepStatusBuilder;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Notification;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The steps' entries of a run's status, within what a status may weigh. What every entry says (its state, its times, its tallies) is set
 * aside first; the rest is shared out in the pipeline's order, and what one step leaves is there for those after it.
 */
final class StepStatuses {

    private StepStatuses() {}

    /**
     * @param budget bytes
     * @param message of a step, as people are to read it
     */
    static List<StepStatus> of(
            PipelineRunStatus before, Report report, Plan plan, int budget, Function<StepReport, String> message) {
        Map<String, StepStatus> known = known(before);
        Map<String, StepStatus> last = last(before);
        List<StepStatus> plain = new ArrayList<>();
        int left = budget - GateStatuses.weight(report.gates()) - RollbackStatuses.weight(report.rollbacks());
        for (StepReport step : report.steps()) {
            StepStatus over = known.get(step.name());
            StepStatus entry = over != null && step.state().ended()
                    ? undone(over, step)
                    : plain(step, plan, last.get(step.name()));
            List<Notification> asked = notifications(plan, step.name());
            plain.add(told(entry, asked));
            left -= StepDetails.weight(entry) + Notifications.ofStep(asked);
        }
        List<StepStatus> entries = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            StepReport step = report.steps().get(i);
            if (known.containsKey(step.name()) && step.state().ended()) {
                entries.add(plain.get(i));
                continue;
            }
            int share = Math.max(0, left / (plain.size() - i));
            String text = message.apply(step);
            StepStatus detailed = new StepDetails(plain.get(i), step, text, share).entry();
            left -= StepDetails.weight(detailed) - StepDetails.weight(plain.get(i));
            entries.add(detailed);
        }
        return List.copyOf(entries);
    }

    /** A step that is over on record is told as recorded: what it was made of may be gone. */
    private static Map<String, StepStatus> known(PipelineRunStatus before) {
        Map<String, StepStatus> known = new HashMap<>();
        if (before != null && before.steps() != null) {
            for (StepStatus step : before.steps()) {
                boolean mayComeYet = Undos.isUndo(step.name()) && step.state() == State.SKIPPED;
                if (over(step.state()) && !mayComeYet) {
                    known.put(step.name(), step);
                }
            }
        }
        return known;
    }

    private static Map<String, StepStatus> last(PipelineRunStatus before) {
        Map<String, StepStatus> last = new HashMap<>();
        if (before != null && before.steps() != null) {
            before.steps().forEach(step -> last.put(step.name(), step));
        }
        return last;
    }

    private static List<Notification> notifications(Plan plan, String step) {
        return plan.step(step).step() instanceof CommandStep command ? command.notifications() : List.of();
    }

    private static StepStatus told(StepStatus entry, List<Notification> asked) {
        List<Notified> notified = Notifications.ofStep(
                entry.notified(), asked, StepReport.State.valueOf(entry.state().name()));
        return Objects.equals(notified, entry.notified())
                ? entry
                : StepStatusBuilder.builder(entry).notified(notified).build();
    }

    private static boolean over(State state) {
        return switch (state) {
            case SUCCEEDED, SOFT_FAILED, FAILED, PARTIAL, SKIPPED, CANCELLED, ROLLED_BACK -> true;
            default -> false;
        };
    }

    /** All that is ever changed of an end on record. */
    private static StepStatus undone(StepStatus over, StepReport step) {
        return step.state() != StepReport.State.ROLLED_BACK || over.state() == State.ROLLED_BACK
                ? over
                : StepStatusBuilder.builder(over)
                        .state(State.ROLLED_BACK)
                        .message(
                                over.message() == null
                                        ? "undone"
                                        : Text.cut("undone; before that: " + over.message(), 512))
                        .build();
    }

    /** @param last what was told of it; null: nothing. Attempts that are gone tell no more when their step began, and whether it did. */
    private static StepStatus plain(StepReport step, Plan plan, StepStatus last) {
        String agent = plan.step(step.name()).step() instanceof CommandStep command
                ? command.work().agent().orElse(null)
                : null;
        return StepStatusBuilder.builder()
                .name(step.name())
                .state(State.valueOf(step.state().name()))
                .agent(agent)
                .startTime(step.start().map(StepStatuses::seconds).orElse(last == null ? null : last.startTime()))
                .completionTime(step.end().map(StepStatuses::seconds).orElse(null))
                .jobs(step.jobs().isEmpty() ? null : counts(step.jobs()))
                .notified(last == null ? null : last.notified())
                .build();
    }

    /** As Kubernetes writes times; a Pod's have no more. */
    private static Instant seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }

    private static JobCounts counts(List<JobReport> jobs) {
        int[] counts = new int[JobState.values().length];
        jobs.forEach(job -> counts[job.state().ordinal()]++);
        return new JobCounts(
                jobs.size(),
                orNull(counts[JobState.ACTIVE.ordinal()]),
                orNull(counts[JobState.SUCCEEDED.ordinal()]),
                orNull(counts[JobState.FAILED.ordinal()]),
                orNull(counts[JobState.SKIPPED.ordinal()]),
                orNull(counts[JobState.CANCELLED.ordinal()]),
                orNull(counts[JobState.SOFT_FAILED.ordinal()]));
    }

    private static Integer orNull(int count) {
        return count == 0 ? null : count;
    }
}
