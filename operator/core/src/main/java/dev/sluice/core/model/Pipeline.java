package dev.sluice.core.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person wrote, in whatever dialect, with its defaults applied and nothing resolved.
 *
 * @param timeout of a whole run, time in gates apart
 * @param maxParallel jobs of a run active at once; absent: no limit
 */
public record Pipeline(
        String name,
        Map<String, String> variables,
        Map<String, String> environment,
        Optional<Duration> timeout,
        OptionalInt maxParallel,
        List<Step> steps) {

    public Pipeline {
        variables = Ordered.copyOf(variables);
        environment = Ordered.copyOf(environment);
        steps = List.copyOf(steps);
    }
}
