package dev.sluice.core.schedule;

import java.util.List;

/**
 * What is to be told of a run: a function of what was observed, so never ahead of what has really happened.
 *
 * @param message one line for people
 * @param steps in the pipeline's order
 */
public record Report(Phase phase, Reason reason, String message, List<StepReport> steps) {

    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return this != PENDING && this != RUNNING;
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
        TIMED_OUT,
        CANCELLED
    }

    public Report {
        steps = List.copyOf(steps);
    }
}
