package dev.sluice.core.model;

import java.util.Optional;
import java.util.Set;

/** Which failures do not count as one. {@code exitCodes} absent: all of the step's own. */
public record SoftFail(Optional<Set<Integer>> exitCodes) {

    public SoftFail {
        exitCodes = exitCodes.map(Set::copyOf);
    }
}
