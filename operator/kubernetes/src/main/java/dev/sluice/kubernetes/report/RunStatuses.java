package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.ChildRun;
import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.PipelineRunStatusBuilder;
import dev.sluice.api.v1alpha1.RollbackStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.api.v1alpha1.TargetStatus;
import dev.sluice.api.v1alpha1.Upload;
import dev.sluice.core.model.Notification;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.pin.Acceptance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A run's status, made from what there is to tell. */
public final class RunStatuses {

    private static final int LONGEST_MESSAGE = 1024;
    /** Of the 100 KB of a status; the rest is for the run's own fields. */
    private static final int BUDGET = 94_000;

    /** An entry of an upload at most: names of a step and of a revision, an index. */
    private static final int UPLOAD = 150;

    private RunStatuses() {}

    /**
     * Of a run that was accepted.
     *
     * @param before what the status said so far
     * @param revision what it runs
     */
    public static PipelineRunStatus of(
            PipelineRunStatus before,
            Report report,
            Plan plan,
            LogsHint logs,
            long generation,
            String revision,
            Instant startTime,
            List<ChildRun> children,
            Optional<Conditions.Said> approvals,
            Instant now) {
        List<Upload> uploads = before == null ? null : before.uploads();
        Phase phase = Phase.valueOf(report.phase().name());
        List<Notified> notified = Notifications.ofRun(
                before == null ? null : before.notified(),
                plan.rules().notifications(),
                word(phase.name()),
                report.phase().ended());
        int budget = BUDGET - (uploads == null ? 0 : UPLOAD * uploads.size()) - Notifications.weight(notified);
        List<TargetStatus> targets = TargetStatuses.of(report, budget - GateStatuses.weight(report.gates()));
        List<StepStatus> steps =
                StepStatuses.of(before, report, plan, budget - TargetStatuses.weight(targets), logs::added);
        String message = Text.cut(logs.added(report), LONGEST_MESSAGE);
        Conditions.Said succeeded = new Conditions.Said(
                Conditions.SUCCEEDED,
                switch (report.phase()) {
                    case PENDING, RUNNING, WAITING_APPROVAL, ROLLING_BACK -> Condition.Status.UNKNOWN;
                    case SUCCEEDED -> Condition.Status.TRUE;
                    case FAILED, PARTIAL, CANCELLED -> Condition.Status.FALSE;
                },
                word(report.reason().name()),
                message);
        return PipelineRunStatusBuilder.builder()
                .observedGeneration(generation)
                .phase(phase)
                .revision(revision)
                .startTime(startTime)
                .completionTime(report.phase().ended() ? now : null)
                .reportTime(now)
                .progress(progress(report))
                .message(message)
                .conditions(Conditions.of(
                        before == null ? null : before.conditions(),
                        generation,
                        now,
                        Stream.concat(Stream.of(accepted(plan), succeeded), approvals.stream())
                                .toList()))
                .steps(steps)
                .gates(GateStatuses.of(report.gates(), before == null ? null : before.gates(), now))
                .targets(targets.isEmpty() ? null : targets)
                .rollbacks(RollbackStatuses.of(before, report.rollbacks(), now))
                .children(children)
                .uploads(uploads)
                .notified(notified)
                .build();
    }

    /** Of a run that can't be run as it is. {@code waits}: it can, once something appears. */
    public static PipelineRunStatus refused(
            PipelineRunStatus before, String reason, String message, boolean waits, long generation, Instant now) {
        List<Condition> conditions = Conditions.of(
                before == null ? null : before.conditions(),
                generation,
                now,
                new Conditions.Said(Conditions.ACCEPTED, Condition.Status.FALSE, reason, message),
                new Conditions.Said(
                        Conditions.SUCCEEDED,
                        waits ? Condition.Status.UNKNOWN : Condition.Status.FALSE,
                        waits ? pending(reason) : "Invalid",
                        waits ? "waits: " + message : "not accepted: see the condition Accepted"));
        return PipelineRunStatusBuilder.builder()
                .observedGeneration(generation)
                .phase(waits ? Phase.PENDING : Phase.FAILED)
                .completionTime(waits ? null : now)
                .reportTime(now)
                .message(Text.cut(message, LONGEST_MESSAGE))
                .conditions(conditions)
                .build();
    }

    /** A suspended pipeline is nothing to mend: who waits for a run may want to tell it from one that is about to start. */
    private static String pending(String reason) {
        return reason.equals(Acceptance.SUSPENDED) ? reason : "Pending";
    }

    /** Of a run that waited to be accepted and was cancelled: nothing of it ever was. */
    public static PipelineRunStatus cancelled(PipelineRunStatus refused, Instant now) {
        return PipelineRunStatusBuilder.builder()
                .observedGeneration(refused.observedGeneration())
                .phase(Phase.CANCELLED)
                .completionTime(now)
                .reportTime(now)
                .message("cancelled; it waited: " + refused.message())
                .conditions(Conditions.of(
                        refused.conditions(),
                        refused.observedGeneration(),
                        now,
                        new Conditions.Said(
                                Conditions.ACCEPTED,
                                Condition.Status.FALSE,
                                refused.conditions().get(0).reason(),
                                refused.conditions().get(0).message()),
                        new Conditions.Said(
                                Conditions.SUCCEEDED,
                                Condition.Status.FALSE,
                                "Cancelled",
                                "cancelled before it was accepted")))
                .build();
    }

    /** Of a run that is asked to go back, or not to: where it had ended it has no more, unless that is refused. */
    public static PipelineRunStatus asked(PipelineRunStatus before, Rollback rollback, long generation, Instant now) {
        boolean reopened = rollback.active() && ended(before);
        List<RollbackStatus> rollbacks =
                new ArrayList<>(Optional.ofNullable(before.rollbacks()).orElse(List.of()));
        rollbacks.add(RollbackStatuses.entry(rollback, now, now));
        List<Condition> conditions = before.conditions();
        if (reopened) {
            conditions = Conditions.of(
                    conditions,
                    generation,
                    now,
                    accepted(before),
                    new Conditions.Said(
                            Conditions.SUCCEEDED, Condition.Status.UNKNOWN, "RollingBack", before.message()));
        }
        return PipelineRunStatusBuilder.builder(before)
                .observedGeneration(generation)
                .phase(reopened ? Phase.ROLLING_BACK : before.phase())
                .completionTime(reopened ? null : before.completionTime())
                .reportTime(now)
                .conditions(conditions)
                .rollbacks(List.copyOf(rollbacks))
                .build();
    }

    /** Of a run that can't go on, through no fault of its steps. What was told of them stays. */
    public static PipelineRunStatus broken(
            PipelineRunStatus before, String why, List<Notification> asked, long generation, Instant now) {
        return PipelineRunStatusBuilder.builder(before)
                .observedGeneration(generation)
                .phase(Phase.FAILED)
                .completionTime(now)
                .reportTime(now)
                .message(Text.cut(why, LONGEST_MESSAGE))
                .conditions(Conditions.of(
                        before.conditions(),
                        generation,
                        now,
                        accepted(before),
                        new Conditions.Said(Conditions.SUCCEEDED, Condition.Status.FALSE, "RevisionLost", why)))
                .gates(GateStatuses.withdrawn(before.gates(), now))
                .queue(null)
                .notified(Notifications.ofRun(before.notified(), asked, word(Phase.FAILED.name()), true))
                .build();
    }

    /** With what jobs added to the run. */
    public static PipelineRunStatus withUploads(PipelineRunStatus status, List<Upload> uploads) {
        return PipelineRunStatusBuilder.builder(status).uploads(uploads).build();
    }

    /** With what came of telling others. */
    public static PipelineRunStatus withNotified(
            PipelineRunStatus status,
            List<StepStatus> steps,
            List<GateStatus> gates,
            List<Notified> notified,
            Instant now) {
        return PipelineRunStatusBuilder.builder(status)
                .reportTime(now)
                .steps(steps)
                .gates(gates)
                .notified(notified)
                .build();
    }

    public static boolean ended(PipelineRunStatus status) {
        return status != null && status.completionTime() != null;
    }

    /** Whether they say the same, whenever that was written. */
    public static boolean same(PipelineRunStatus a, PipelineRunStatus b) {
        return a != null && b != null && timeless(a).equals(timeless(b));
    }

    private static PipelineRunStatus timeless(PipelineRunStatus status) {
        return PipelineRunStatusBuilder.builder(status)
                .startTime(null)
                .completionTime(null)
                .reportTime(null)
                .build();
    }

    private static Conditions.Said accepted(Plan plan) {
        return new Conditions.Said(Conditions.ACCEPTED, Condition.Status.TRUE, "Valid", AcceptedText.of(plan));
    }

    private static Conditions.Said accepted(PipelineRunStatus before) {
        String message = before.conditions().stream()
                .filter(condition -> condition.type().equals(Conditions.ACCEPTED))
                .map(Condition::message)
                .findFirst()
                .orElse("");
        return new Conditions.Said(Conditions.ACCEPTED, Condition.Status.TRUE, "Valid", message);
    }

    private static String progress(Report report) {
        long ended = report.steps().stream()
                .map(StepReport::state)
                .filter(StepReport.State::ended)
                .count();
        return ended + "/" + report.steps().size();
    }

    /** {@code STEP_FAILED} as {@code StepFailed}. */
    public static String word(String constant) {
        StringBuilder word = new StringBuilder();
        for (String part : constant.split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
