package dev.sluice.core.check;

import java.util.List;
import java.util.Optional;

/** Runs that start runs: each pipeline at most once in a chain, and no chain without an end. */
public final class TriggerChain {

    public static final int LONGEST = 10;

    private TriggerChain() {}

    /**
     * Why the last may not be started by the one before it.
     *
     * @param pipelines from the first, which nobody started, to the one to be started
     */
    public static Optional<String> fault(List<String> pipelines) {
        String last = pipelines.get(pipelines.size() - 1);
        String chain = String.join(" → ", pipelines);
        if (pipelines.indexOf(last) < pipelines.size() - 1) {
            return Optional.of("pipeline " + last + " would start itself: " + chain);
        }
        return pipelines.size() > LONGEST
                ? Optional.of("a chain of runs that start one another has at most " + LONGEST + ": " + chain)
                : Optional.empty();
    }
}
