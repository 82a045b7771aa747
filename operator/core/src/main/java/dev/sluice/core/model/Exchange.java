package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * What a step reads and writes beside its outputs, and what runs around it.
 *
 * @param inputs globs of files it reads; empty: nobody knows what it reads
 * @param sideEffects for people: what it changes elsewhere
 * @param cache whether its result may be taken from the local cache; absent: where it has inputs and no side effects
 */
public record Exchange(
        List<String> inputs, List<Artifact> artifacts, List<String> sideEffects, Hooks hooks, Optional<Boolean> cache) {

    public static final Exchange NONE = new Exchange(List.of(), List.of(), List.of(), Hooks.NONE, Optional.empty());

    public Exchange {
        inputs = List.copyOf(inputs);
        artifacts = List.copyOf(artifacts);
        sideEffects = List.copyOf(sideEffects);
    }

    /** Whether something stands around the step's own program. */
    public boolean wraps() {
        return !artifacts.isEmpty() || !hooks.equals(Hooks.NONE);
    }
}
