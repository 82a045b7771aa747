package dev.sluice.kubernetes.notify;

import java.time.Duration;
import java.util.Optional;

/** How long to wait between attempts: two seconds, then twice as long each time, two minutes at most. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int DOUBLED_AT_MOST = 6;

    private Backoff() {}

    /**
     * @param failed attempts so far
     * @param asked by the receiver; believed within the same bounds
     */
    static Duration after(int failed, Optional<Duration> asked) {
        Duration own = FIRST.multipliedBy(1L << Math.min(failed - 1, DOUBLED_AT_MOST));
        return shorter(asked.filter(wish -> wish.compareTo(own) > 0).orElse(own), LONGEST);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
