package dev.sluice.core.model;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What holds for a run as a whole.
 *
 * @param timeout of the run, time in gates apart
 * @param maxParallel jobs of the run active at once; absent: no limit
 * @param failFast the first step that halts the run also stops what runs
 * @param concurrency runs that exclude one another
 */
public record RunRules(
        Optional<Duration> timeout,
        OptionalInt maxParallel,
        boolean failFast,
        Optional<Concurrency> concurrency,
        Rollout rollout) {

    public static final RunRules NONE =
            new RunRules(Optional.empty(), OptionalInt.empty(), false, Optional.empty(), Rollout.ALL_AT_ONCE);

    public RunRules withTimeout(Optional<Duration> other) {
        return new RunRules(other, maxParallel, failFast, concurrency, rollout);
    }

    public RunRules withMaxParallel(OptionalInt other) {
        return new RunRules(timeout, other, failFast, concurrency, rollout);
    }

    public RunRules withConcurrency(Optional<Concurrency> other) {
        return new RunRules(timeout, maxParallel, failFast, other, rollout);
    }
}
