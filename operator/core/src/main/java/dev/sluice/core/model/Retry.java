package dev.sluice.core.model;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * When a failed job is tried again. The two budgets are separate: a lost node or an eviction does not use up the step's own.
 *
 * @param limit further attempts after the step's own failures (its exit code, its timeout)
 * @param infrastructure further attempts after failures that were none of the step's
 * @param exitCodes only these are tried again; absent: all
 * @param backoff wait before the first further attempt, doubled for each later one, {@link #LONGEST_BACKOFF} at most; zero: none after the
 *     step's own failures, {@link #INFRASTRUCTURE_BACKOFF} after others
 */
public record Retry(int limit, int infrastructure, Optional<Set<Integer>> exitCodes, Duration backoff) {

    public static final int DEFAULT_INFRASTRUCTURE = 3;
    public static final Duration INFRASTRUCTURE_BACKOFF = Duration.ofSeconds(2);
    public static final Duration LONGEST_BACKOFF = Duration.ofMinutes(10);
    public static final Retry DEFAULT = new Retry(0, DEFAULT_INFRASTRUCTURE, Optional.empty(), Duration.ZERO);

    public Retry {
        exitCodes = exitCodes.map(Set::copyOf);
    }
}
