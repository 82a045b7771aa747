package dev.sluice.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run brings to its pipeline.
 *
 * @param variables over the pipeline's: data, in which {@code ${…}} has no meaning
 * @param targets in place of the pipeline's
 * @param payload for the jobs, in SLUICE_PAYLOAD
 * @param traceId of the caller
 */
public record RunRequest(
        Map<String, String> variables,
        List<String> labels,
        Event event,
        Optional<List<Target>> targets,
        Optional<String> payload,
        Optional<String> traceId) {

    public static final RunRequest NONE = of(Map.of());

    public RunRequest {
        variables = Ordered.copyOf(variables);
        labels = List.copyOf(labels);
        targets = targets.map(List::copyOf);
    }

    public static RunRequest of(Map<String, String> variables) {
        return new RunRequest(variables, List.of(), Event.NONE, Optional.empty(), Optional.empty(), Optional.empty());
    }
}
