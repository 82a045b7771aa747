package dev.sluice.core.schedule;

/** Where a job is. The last four are ends. */
public enum JobState {
    /** Not started: its step waits, or a limit holds it back. */
    PENDING,
    /**
     * An attempt was seen, and the job has not ended; so too between two attempts, or whoever forgets all but this record would begin
     * anew.
     */
    ACTIVE,
    SUCCEEDED,
    FAILED,
    /** Stopped, or never started, because the run was cancelled or timed out. */
    CANCELLED,
    /** Never started: the step is skipped, or a failure halted the run. */
    SKIPPED;

    public boolean ended() {
        return compareTo(ACTIVE) > 0;
    }
}
