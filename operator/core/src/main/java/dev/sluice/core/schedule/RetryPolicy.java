package dev.sluice.core.schedule;

import dev.sluice.core.model.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a failed attempt is followed by another, and when. Two budgets that don't touch each other: one for the step's own failures,
 * one for failures that were none of its own.
 */
final class RetryPolicy {

    private RetryPolicy() {}

    /** A further attempt, with the history it is to carry. */
    record Next(int attempt, int infrastructureFailures, Instant notBefore) {}

    static Optional<Next> after(Retry retry, Attempt attempt, Failure failure, Instant end) {
        return switch (failure.kind()) {
            case STEP, TIMEOUT -> ofStep(retry, attempt, failure, end);
            case INFRASTRUCTURE -> ofInfrastructure(retry, attempt, end.plus(waitForOthers(retry, attempt.number())));
            case QUEUE_TIMEOUT, DEADLOCK, UNSTARTABLE, CANCELLED, UPLOAD -> Optional.empty();
        };
    }

    /** Without a backoff: when it got lost is not known, and whoever notices it anew each time would wait for ever. */
    static Optional<Next> afterLoss(Retry retry, Attempt attempt, Instant noticed) {
        return ofInfrastructure(retry, attempt, noticed);
    }

    /** The wait before the attempt after this one: doubled for each, bounded. */
    static Duration wait(Retry retry, int attempt) {
        return doubled(retry.backoff(), attempt);
    }

    /** A node under pressure or a git server that restarts is not well again at once: all attempts would be gone within seconds. */
    static Duration waitForOthers(Retry retry, int attempt) {
        return doubled(retry.backoff().isZero() ? Retry.INFRASTRUCTURE_BACKOFF : retry.backoff(), attempt);
    }

    private static Duration doubled(Duration first, int attempt) {
        int doublings = Math.min(attempt - 1, 20);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(Retry.LONGEST_BACKOFF) > 0 ? Retry.LONGEST_BACKOFF : wait;
    }

    private static Optional<Next> ofStep(Retry retry, Attempt attempt, Failure failure, Instant end) {
        int own = attempt.number() - attempt.infrastructureFailures();
        if (own > retry.limit() || !listed(retry, failure)) {
            return Optional.empty();
        }
        Instant notBefore = end.plus(wait(retry, attempt.number()));
        return Optional.of(new Next(attempt.number() + 1, attempt.infrastructureFailures(), notBefore));
    }

    private static Optional<Next> ofInfrastructure(Retry retry, Attempt attempt, Instant notBefore) {
        int failures = attempt.infrastructureFailures() + 1;
        return failures > retry.infrastructure()
                ? Optional.empty()
                : Optional.of(new Next(attempt.number() + 1, failures, notBefore));
    }

    /** Where exit codes are listed, nothing else is tried again: a timeout's code is the signal's, not the step's. */
    private static boolean listed(Retry retry, Failure failure) {
        return retry.exitCodes().isEmpty()
                || failure.kind() == Failure.Kind.STEP
                        && failure.exitCode().isPresent()
                        && retry.exitCodes().get().contains(failure.exitCode().getAsInt());
    }
}
