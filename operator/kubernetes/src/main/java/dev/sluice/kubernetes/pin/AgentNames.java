package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineSpec;
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
            if (step.group() != null) {
                step.group().steps().stream()
                        .flatMap(inner -> Stream.ofNullable(inner.agent()))
                        .forEach(names::add);
            }
        });
        return names;
    }
}
