package dev.sluice.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a job of a step runs. {@code ${…}} in its texts is not replaced yet.
 *
 * @param image for a Pod; a laptop's processes don't need one
 * @param agent name of a PodTemplate
 * @param task text for the agent
 * @param config JSON for the agent
 * @param batch create first attempts together, as Indexed batch/v1 Jobs ({@code runAs: Job})
 */
public record Work(
        Optional<Program> program,
        Optional<String> image,
        Optional<String> agent,
        Optional<String> task,
        Optional<String> config,
        Map<String, String> environment,
        List<SecretVariable> secrets,
        Resources resources,
        boolean batch) {

    public Work {
        environment = Ordered.copyOf(environment);
        secrets = List.copyOf(secrets);
    }

    /** What is executed in place of the image's or agent's own command. */
    public sealed interface Program {

        /** Replaces command and arguments; no shell is involved. */
        record Command(List<String> argv) implements Program {
            public Command {
                argv = List.copyOf(argv);
            }
        }

        /** Run as {@code /bin/sh -e} on a file. */
        record Script(String text) implements Program {}
    }

    /** The environment variable {@code name} is {@code key} of a Secret, which nobody but the kubelet reads. */
    public record SecretVariable(String name, String secret, String key) {}

    /** Kubernetes quantities by resource name. */
    public record Resources(Map<String, String> requests, Map<String, String> limits) {

        public static final Resources NONE = new Resources(Map.of(), Map.of());

        public Resources {
            requests = Ordered.copyOf(requests);
            limits = Ordered.copyOf(limits);
        }
    }
}
