package dev.sluice.core.schedule;

import java.util.List;

/**
 * What is to be told of a run: a function of what was observed, so never ahead of what has really happened.
 *
 * @param message one line for people
 * @param steps in the pipeline's order
 * @param targets in their order; none where the run has none
 */
public record Report(Phase phase, Reason reason, String message, List<StepReport> steps, List<TargetReport> targets) {

    public enum Phase {
        PENDING,
        RUNNING,
        /** A person is asked, whatever else goes on. */
        WAITING_APPROVAL,
        ROLLING_BACK,
        SUCCEEDED,
        PARTIAL,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return compareTo(SUCCEEDED) >= 0;
        }
    }

    /** Why the run is in its phase. */
    public enum Reason {
        PENDING,
        RUNNING,
        SUCCEEDED,
        /** Steps failed that let the run continue. */
        COMPLETED_WITH_FAILURES,
        STEP_FAILED,
        /** Some targets made it. */
        PARTIAL,
        TIMED_OUT,
        CANCELLED
    }

    public Report {
        steps = List.copyOf(steps);
        targets = List.copyOf(targets);
    }

    public Report(Phase phase, Reason reason, String message, List<StepReport> steps) {
        this(phase, reason, message, steps, List.of());
    }

    public Report withMessage(String other) {
        return new Report(phase, reason, other, steps, targets);
    }

    Report withTargets(List<TargetReport> other) {
        return new Report(phase, reason, message, steps, other);
    }
}
