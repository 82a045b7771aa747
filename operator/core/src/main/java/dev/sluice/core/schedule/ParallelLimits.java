package dev.sluice.core.schedule;

import java.util.OptionalInt;

/** How many jobs may start at once beside those that are there, in a step and in the run. */
final class ParallelLimits {

    private ParallelLimits() {}

    static int room(OptionalInt limit, int present) {
        return limit.isPresent() ? Math.max(0, limit.getAsInt() - present) : Integer.MAX_VALUE;
    }
}
