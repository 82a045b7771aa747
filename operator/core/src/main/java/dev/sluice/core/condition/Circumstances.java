package dev.sluice.core.condition;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.EventVariables;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.RunRequest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the conditions of a run are judged by. Nothing in it changes while the run is there, so neither does what is skipped.
 *
 * @param variables resolved, implicit ones included
 * @param environment the pipeline's, with {@code ${…}} replaced
 */
public record Circumstances(
        String pipeline, RunRequest request, Map<String, String> variables, Map<String, String> environment) {

    public Circumstances {
        variables = Ordered.copyOf(variables);
        environment = Ordered.copyOf(environment);
    }

    Event event() {
        return request.event();
    }

    /** Those of the run and of its pull request. */
    List<String> labels() {
        Set<String> labels = new LinkedHashSet<>(request.labels());
        event().pullRequest().ifPresent(pull -> labels.addAll(pull.labels()));
        return List.copyOf(labels);
    }

    /** As every job of the run finds it in its environment; of Sluice's own process nothing. */
    Optional<String> environment(String name) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(environment);
        all.putAll(EventVariables.environment(request));
        all.put("SLUICE_PIPELINE", pipeline);
        all.put("BUILDKITE_PIPELINE_SLUG", pipeline);
        return Optional.ofNullable(all.get(name));
    }
}
