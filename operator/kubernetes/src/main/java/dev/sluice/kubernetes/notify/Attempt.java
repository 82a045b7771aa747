package dev.sluice.kubernetes.notify;

import java.time.Duration;
import java.util.Optional;

/** What came of one attempt to tell a channel something. */
sealed interface Attempt {

    record Told() implements Attempt {}

    /**
     * Another attempt may do.
     *
     * @param after what the receiver asks for
     */
    record Again(String why, Optional<Duration> after) implements Attempt {}

    /** No attempt will do until somebody mends something. */
    record Never(String why) implements Attempt {}

    static Attempt again(String why) {
        return new Again(why, Optional.empty());
    }
}
