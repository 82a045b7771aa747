package dev.sluice.core.model;

/** What a failed step does to its run. */
public enum OnFailure {
    /** Nothing new is started; what runs is let finish; the run fails. */
    HALT,
    /** Dependents go on; the run ends as succeeded, with failures. */
    CONTINUE,
    /** As {@link #HALT}, and then what was done since a step before it is undone. */
    ROLLBACK;

    /** Nothing new is started once the step has failed. */
    public boolean halts() {
        return this != CONTINUE;
    }
}
