package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * When jobs of a step may start, dependencies apart.
 *
 * @param allowFailureOf direct dependencies that may have failed
 * @param allowDependencyFailure all of them may, implicit ones too
 * @param barrier all targets finish what is before this step before any of them starts it; absent: as the rollout says
 * @param concurrency jobs of several runs that exclude one another
 * @param priority higher first where not all can run; 0 where not said
 */
public record StartRules(
        List<String> allowFailureOf,
        boolean allowDependencyFailure,
        Optional<Boolean> barrier,
        Optional<Concurrency> concurrency,
        int priority) {

    public static final StartRules NONE = new StartRules(List.of(), false, Optional.empty(), Optional.empty(), 0);

    public StartRules {
        allowFailureOf = List.copyOf(allowFailureOf);
    }
}
