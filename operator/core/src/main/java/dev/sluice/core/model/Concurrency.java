package dev.sluice.core.model;

/**
 * Runs, or jobs of several runs, that exclude one another.
 *
 * @param group those whose group resolves to the same text exclude one another; {@code ${…}} in it is not replaced yet
 * @param limit how many of them may be active at once
 * @param onConflict what a run does that finds the group full; jobs always queue
 */
public record Concurrency(String group, int limit, Method method, OnConflict onConflict) {

    public Concurrency withGroup(String resolved) {
        return new Concurrency(resolved, limit, method, onConflict);
    }

    /** Who goes first once there is room. */
    public enum Method {
        /** The oldest, also where it can't make use of its place yet. */
        ORDERED,
        /** Whoever is ready. */
        EAGER
    }

    public enum OnConflict {
        QUEUE,
        CANCEL_OLDER,
        REJECT
    }
}
