package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.Report;
import dev.sluice.kubernetes.report.Conditions;
import dev.sluice.kubernetes.report.RunStatuses;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a run that a step started says of the step's attempt. */
public final class ChildState {

    /** Output of such a step. */
    private static final String RUN = "run";

    private static final String DEADLOCK = RunStatuses.word(Report.Reason.CONCURRENCY_DEADLOCK.name());

    private ChildState() {}

    /** @param async the step's work was done when the run was made */
    public static Attempt.State of(PipelineRun child, boolean async) {
        Instant created = PodState.instant(child.getMetadata().getCreationTimestamp());
        String name = child.getMetadata().getName();
        if (async) {
            return new Attempt.State.Succeeded(created, created, Map.of(RUN, name));
        }
        PipelineRunStatus status = child.getStatus();
        if (status != null && status.completionTime() != null) {
            return ended(name, status, Optional.ofNullable(status.startTime()).orElse(created));
        }
        if (child.isMarkedForDeletion() || Boolean.TRUE.equals(child.getSpec().cancel())) {
            return new Attempt.State.Stopping(created);
        }
        if (status == null || status.phase() == null || status.phase() == Phase.PENDING) {
            return new Attempt.State.Waiting(created, trouble(name, status));
        }
        return new Attempt.State.Running(Optional.ofNullable(status.startTime()).orElse(created));
    }

    private static Attempt.State ended(String name, PipelineRunStatus status, Instant start) {
        Instant end = status.completionTime();
        String why = status.message() == null || status.message().isEmpty() ? "" : ": " + status.message();
        return switch (status.phase()) {
            case SUCCEEDED -> new Attempt.State.Succeeded(start, end, Map.of(RUN, name));
            case CANCELLED ->
                new Attempt.State.Failed(
                        start, end, Failure.of(Failure.Kind.CANCELLED, "run " + name + " was cancelled"));
            case PARTIAL -> failed(start, end, Failure.Kind.STEP, "run " + name + " succeeded in part" + why);
            default -> failed(start, end, kind(status), "run " + name + " failed" + why);
        };
    }

    private static Attempt.State failed(Instant start, Instant end, Failure.Kind kind, String message) {
        return new Attempt.State.Failed(start, end, Failure.of(kind, message));
    }

    private static Failure.Kind kind(PipelineRunStatus status) {
        boolean deadlock = status.conditions() != null
                && status.conditions().stream()
                        .anyMatch(condition -> condition.type().equals(Conditions.SUCCEEDED)
                                && condition.reason().equals(DEADLOCK));
        return deadlock ? Failure.Kind.DEADLOCK : Failure.Kind.STEP;
    }

    private static Optional<String> trouble(String name, PipelineRunStatus status) {
        return Optional.ofNullable(status)
                .map(PipelineRunStatus::message)
                .filter(message -> !message.isEmpty())
                .map(message -> "run " + name + " waits: " + message);
    }
}
