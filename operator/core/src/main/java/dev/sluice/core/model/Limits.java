package dev.sluice.core.model;

import java.time.Duration;
import java.util.Optional;

/**
 * How long an attempt may take.
 *
 * @param timeout of one attempt, from its container's (or process's) start
 * @param queueTimeout of the wait for that start
 */
public record Limits(Optional<Duration> timeout, Optional<Duration> queueTimeout) {

    public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());
}
