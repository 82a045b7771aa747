package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineSpec;
import dev.sluice.api.v1alpha1.Rollback;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Names of agents anywhere in a spec: at least those that its jobs are made from. */
final class AgentNames {

    private AgentNames() {}

    static Set<String> of(PipelineSpec spec) {
        Set<String> names = new TreeSet<>();
        if (spec.defaults() != null && spec.defaults().agent() != null) {
            names.add(spec.defaults().agent());
        }
        spec.steps().forEach(step -> {
            if (step.agent() != null) {
                names.add(step.agent());
            }
            if (step.rollback() != null && step.rollback().agent() != null) {
                names.add(step.rollback().agent());
            }
            if (step.group() != null) {
                step.group().steps().stream()
                        .flatMap(inner -> Stream.of(
                                Optional.ofNullable(inner.agent()),
                                Optional.ofNullable(inner.rollback()).map(Rollback::agent)))
                        .flatMap(Optional::stream)
                        .forEach(names::add);
            }
        });
        return names;
    }
}
