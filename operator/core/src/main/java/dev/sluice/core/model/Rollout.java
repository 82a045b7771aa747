package dev.sluice.core.model;

import java.util.OptionalInt;

/**
 * How steps move over the targets.
 *
 * @param batchSize targets that are begun together; absent: all
 * @param maxFailures targets that may fail before no further batch is begun; absent: no limit
 * @param barrier all targets of a batch finish a step before any of them starts the next
 */
public record Rollout(OptionalInt batchSize, OptionalInt maxFailures, boolean barrier) {

    public static final Rollout ALL_AT_ONCE = new Rollout(OptionalInt.empty(), OptionalInt.empty(), false);
}
