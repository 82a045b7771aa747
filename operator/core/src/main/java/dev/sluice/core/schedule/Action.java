package dev.sluice.core.schedule;

import dev.sluice.core.plan.Job;

/** Something for a runner to do. Doing it twice is the same as doing it once. */
public sealed interface Action {

    Job job();

    int attempt();

    /**
     * Start an attempt, unless it is there already.
     *
     * @param infrastructureFailures to be kept with the attempt, so that a budget is never forgotten
     */
    record Start(Job job, int attempt, int infrastructureFailures, Assignment assignment) implements Action {}

    /** Put a success of an earlier run on record in place of running the job: before anything starts that comes after it. */
    record TakeOver(Job job, JobReport report) implements Action {
        @Override
        public int attempt() {
            return 0;
        }
    }

    /** End an attempt: first kindly, then for good. */
    record Stop(Job job, int attempt, Why why) implements Action {}

    enum Why {
        /** The attempt outran its timeout. It must stay visible as failed: its end counts against the budget. */
        TIMEOUT,
        /** It never started in time; the report has it as failed already. */
        QUEUE_TIMEOUT,
        /** The run was cancelled or timed out. */
        RUN_ENDED,
        /** Something failed, and that stops it. */
        FAIL_FAST,
        /** Its job is settled; nothing should be there. */
        LEFT_OVER
    }
}
