package dev.sluice.core.model;

import java.util.Map;

/**
 * A host or place that each step runs on.
 *
 * @param variables over the pipeline's, for jobs of this target: data, in which {@code ${…}} has no meaning
 */
public record Target(String name, Map<String, String> variables) {

    public Target {
        variables = Ordered.copyOf(variables);
    }
}
