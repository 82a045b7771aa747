package dev.sluice.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What holds for a run as a whole.
 *
 * @param timeout of the run, time in gates apart
 * @param maxParallel jobs of the run active at once; absent: no limit
 * @param failFast the first step that halts the run also stops what runs
 * @param concurrency runs that exclude one another
 * @param notifications who is told of it
 */
public record RunRules(
        Optional<Duration> timeout,
        OptionalInt maxParallel,
        boolean failFast,
        Optional<Concurrency> concurrency,
        Rollout rollout,
        List<Notification> notifications) {

    public static final RunRules NONE =
            new RunRules(Optional.empty(), OptionalInt.empty(), false, Optional.empty(), Rollout.ALL_AT_ONCE);

    public RunRules {
        notifications = List.copyOf(notifications);
    }

    public RunRules(
            Optional<Duration> timeout,
            OptionalInt maxParallel,
            boolean failFast,
            Optional<Concurrency> concurrency,
            Rollout rollout) {
        this(timeout, maxParallel, failFast, concurrency, rollout, List.of());
    }

    public RunRules withTimeout(Optional<Duration> other) {
        return new RunRules(other, maxParallel, failFast, concurrency, rollout, notifications);
    }

    public RunRules withMaxParallel(OptionalInt other) {
        return new RunRules(timeout, other, failFast, concurrency, rollout, notifications);
    }

    public RunRules withConcurrency(Optional<Concurrency> other) {
        return new RunRules(timeout, maxParallel, failFast, other, rollout, notifications);
    }
}
