package dev.sluice.core.model;

import java.util.List;

/**
 * An earlier run whose successes are taken over where they still hold.
 *
 * @param run the earlier run's name
 * @param steps what runs again whatever it was; none with {@link Mode#FAILED}
 */
public record Rerun(String run, Mode mode, List<String> steps) {

    public Rerun {
        steps = List.copyOf(steps);
    }

    public enum Mode {
        /** What did not succeed. */
        FAILED,
        /** The steps, and all that come after them. */
        FROM,
        /** The steps alone. What they depend on is taken over, or runs where it does not hold any more; all else is left out. */
        STEPS
    }
}
