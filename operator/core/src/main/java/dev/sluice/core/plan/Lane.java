package dev.sluice.core.plan;

import dev.sluice.core.model.Target;
import java.util.Optional;

/**
 * The way of one target through the steps. A run without targets has one lane, and nobody sees it.
 *
 * @param index among the plan's lanes, from 0
 * @param target its variables are resolved, and only those that differ from the run's
 * @param batch which lanes are begun together, from 0
 */
public record Lane(int index, Optional<Target> target, int batch) {

    public static final Lane ONLY = new Lane(0, Optional.empty(), 0);
}
