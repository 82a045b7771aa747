package dev.sluice.core.schedule;

/** Where a job is. The last five are ends. */
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
    /** It failed in a way that its step does not count as a failure. */
    SOFT_FAILED,
    /** Stopped because the run was cancelled or timed out, or never started for that; stopped because something failed fast. */
    CANCELLED,
    /** Never started: the step is skipped, or a failure halted the run or its step. */
    SKIPPED;

    /** Whether that counts or not. */
    public boolean failed() {
        return this == FAILED || this == SOFT_FAILED;
    }

    public boolean ended() {
        return compareTo(ACTIVE) > 0;
    }
}
