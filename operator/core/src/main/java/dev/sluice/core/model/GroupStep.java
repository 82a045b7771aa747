package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/** Steps under one name. Its {@code dependsOn} holds for each of its steps that names none. Groups don't nest. */
public record GroupStep(
        String name, String label, Optional<List<String>> dependsOn, Optional<When> when, List<Step> steps)
        implements Step {

    public GroupStep {
        dependsOn = dependsOn.map(List::copyOf);
        steps = List.copyOf(steps);
    }

    public GroupStep withSteps(List<Step> other) {
        return new GroupStep(name, label, dependsOn, when, other);
    }
}
