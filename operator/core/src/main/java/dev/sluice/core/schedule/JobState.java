package dev.sluice.core.schedule;

/** Where a job is. The last four are ends. */
public enum JobState {
    /** Not started: its step waits, a limit holds it back, or a further attempt is due later. */
    PENDING,
    /** An attempt exists. */
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
