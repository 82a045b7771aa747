package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.ChildRun;
import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
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
import java.util.Objects;
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
        return new PipelineRunStatus(
                generation,
                phase,
                revision,
                startTime,
                report.phase().ended() ? now : null,
                now,
                progress(report),
                message,
                Conditions.of(
                        before == null ? null : before.conditions(),
                        generation,
                        now,
                        Stream.concat(Stream.of(accepted(plan), succeeded), approvals.stream())
                                .toList()),
                steps,
                GateStatuses.of(report.gates(), before == null ? null : before.gates(), now),
                targets.isEmpty() ? null : targets,
                RollbackStatuses.of(before, report.rollbacks(), now),
                children,
                null,
                uploads,
                notified);
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
        return new PipelineRunStatus(
                generation,
                waits ? Phase.PENDING : Phase.FAILED,
                null,
                null,
                waits ? null : now,
                now,
                null,
                Text.cut(message, LONGEST_MESSAGE),
                conditions,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** A suspended pipeline is nothing to mend: who waits for a run may want to tell it from one that is about to start. */
    private static String pending(String reason) {
        return reason.equals(Acceptance.SUSPENDED) ? reason : "Pending";
    }

    /** Of a run that waited to be accepted and was cancelled: nothing of it ever was. */
    public static PipelineRunStatus cancelled(PipelineRunStatus refused, Instant now) {
        return new PipelineRunStatus(
                refused.observedGeneration(),
                Phase.CANCELLED,
                null,
                null,
                now,
                now,
                null,
                "cancelled; it waited: " + refused.message(),
                Conditions.of(
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
                                "cancelled before it was accepted")),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
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
        return new PipelineRunStatus(
                generation,
                reopened ? Phase.ROLLING_BACK : before.phase(),
                before.revision(),
                before.startTime(),
                reopened ? null : before.completionTime(),
                now,
                before.progress(),
                before.message(),
                conditions,
                before.steps(),
                before.gates(),
                before.targets(),
                List.copyOf(rollbacks),
                before.children(),
                before.queue(),
                before.uploads(),
                before.notified());
    }

    /** Of a run that can't go on, through no fault of its steps. What was told of them stays. */
    public static PipelineRunStatus broken(
            PipelineRunStatus before, String why, List<Notification> asked, long generation, Instant now) {
        return new PipelineRunStatus(
                generation,
                Phase.FAILED,
                before.revision(),
                before.startTime(),
                now,
                now,
                before.progress(),
                Text.cut(why, LONGEST_MESSAGE),
                Conditions.of(
                        before.conditions(),
                        generation,
                        now,
                        accepted(before),
                        new Conditions.Said(Conditions.SUCCEEDED, Condition.Status.FALSE, "RevisionLost", why)),
                before.steps(),
                GateStatuses.withdrawn(before.gates(), now),
                before.targets(),
                before.rollbacks(),
                before.children(),
                null,
                before.uploads(),
                Notifications.ofRun(before.notified(), asked, word(Phase.FAILED.name()), true));
    }

    /** With what jobs added to the run. */
    public static PipelineRunStatus withUploads(PipelineRunStatus status, List<Upload> uploads) {
        return new PipelineRunStatus(
                status.observedGeneration(),
                status.phase(),
                status.revision(),
                status.startTime(),
                status.completionTime(),
                status.reportTime(),
                status.progress(),
                status.message(),
                status.conditions(),
                status.steps(),
                status.gates(),
                status.targets(),
                status.rollbacks(),
                status.children(),
                status.queue(),
                uploads,
                status.notified());
    }

    /** With what came of telling others. */
    public static PipelineRunStatus withNotified(
            PipelineRunStatus status, List<GateStatus> gates, List<Notified> notified, Instant now) {
        return new PipelineRunStatus(
                status.observedGeneration(),
                status.phase(),
                status.revision(),
                status.startTime(),
                status.completionTime(),
                now,
                status.progress(),
                status.message(),
                status.conditions(),
                status.steps(),
                gates,
                status.targets(),
                status.rollbacks(),
                status.children(),
                status.queue(),
                status.uploads(),
                notified);
    }

    public static boolean ended(PipelineRunStatus status) {
        return status != null && status.completionTime() != null;
    }

    /** Whether they say the same, whenever that was written. */
    public static boolean same(PipelineRunStatus a, PipelineRunStatus b) {
        return a != null
                && b != null
                && Objects.equals(a.observedGeneration(), b.observedGeneration())
                && a.phase() == b.phase()
                && Objects.equals(a.revision(), b.revision())
                && Objects.equals(a.progress(), b.progress())
                && Objects.equals(a.message(), b.message())
                && Objects.equals(a.conditions(), b.conditions())
                && Objects.equals(a.steps(), b.steps())
                && Objects.equals(a.gates(), b.gates())
                && Objects.equals(a.rollbacks(), b.rollbacks())
                && Objects.equals(a.children(), b.children())
                && Objects.equals(a.queue(), b.queue())
                && Objects.equals(a.targets(), b.targets())
                && Objects.equals(a.uploads(), b.uploads())
                && Objects.equals(a.notified(), b.notified());
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
