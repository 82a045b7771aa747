package dev.sluice.kubernetes.gate;

import java.util.Set;

/** A person as the API server knows them. */
public record Caller(String name, Set<String> groups) {

    public Caller {
        groups = Set.copyOf(groups);
    }
}
