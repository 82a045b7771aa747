package dev.sluice.kubernetes.run;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/** The next of several times. */
final class Earliest {

    private Earliest() {}

    @SafeVarargs
    static Optional<Instant> of(Optional<Instant>... times) {
        return Arrays.stream(times).flatMap(Optional::stream).min(Instant::compareTo);
    }
}
