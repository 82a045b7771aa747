package dev.sluice.core.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What else a run has otherwise than its pipeline. All of it is data: {@code ${…}} has no meaning in it.
 *
 * @param environment of every job, over the pipeline's; a step's own wins
 * @param steps what differs in single steps, each named once
 * @param continues a step that would halt the run lets it go on (on a laptop: {@code --continue-on-error})
 */
public record Overrides(Map<String, String> environment, List<OfStep> steps, boolean continues) {

    public static final Overrides NONE = new Overrides(Map.of(), List.of());

    public Overrides(Map<String, String> environment, List<OfStep> steps) {
        this(environment, steps, false);
    }

    public Overrides {
        environment = Ordered.copyOf(environment);
        steps = List.copyOf(steps);
    }

    /**
     * @param environment over the step's own
     * @param timeout of one attempt
     */
    public record OfStep(
            String name, Optional<String> image, Map<String, String> environment, Optional<Duration> timeout) {

        public OfStep {
            environment = Ordered.copyOf(environment);
        }

        private OfStep and(OfStep later) {
            return new OfStep(
                    name,
                    later.image.or(() -> image),
                    both(environment, later.environment),
                    later.timeout.or(() -> timeout));
        }
    }

    /** These, and others that win over them. */
    public Overrides and(Overrides later) {
        Map<String, OfStep> all = new LinkedHashMap<>();
        steps.forEach(step -> all.put(step.name(), step));
        later.steps.forEach(step -> all.merge(step.name(), step, OfStep::and));
        return new Overrides(
                both(environment, later.environment), new ArrayList<>(all.values()), continues || later.continues);
    }

    private static Map<String, String> both(Map<String, String> earlier, Map<String, String> later) {
        Map<String, String> both = new LinkedHashMap<>(earlier);
        both.putAll(later);
        return both;
    }
}
