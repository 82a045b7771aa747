package dev.sluice.local;

import dev.sluice.core.model.Ordered;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a laptop knows of a PodTemplate: its first container's command and environment. The image stays in the cluster.
 *
 * @param command with its arguments; empty where the image's own command would run
 * @param environment by name; absent: the cluster would look the value up, a laptop takes it from the caller's environment
 */
public record Agent(String name, List<String> command, Map<String, Optional<String>> environment) {

    public Agent {
        command = List.copyOf(command);
        environment = Ordered.copyOf(environment);
    }

    /** By name. */
    public record Catalog(Map<String, Agent> agents) {

        public static final Catalog EMPTY = new Catalog(Map.of());

        public Catalog {
            agents = Ordered.copyOf(agents);
        }

        /** What they are, as texts that change when they do. */
        public Map<String, String> texts() {
            Map<String, String> texts = new HashMap<>();
            agents.forEach((name, agent) -> texts.put(name, agent.toString()));
            return texts;
        }

        public Optional<Agent> find(String name) {
            return Optional.ofNullable(agents.get(name));
        }
    }
}
