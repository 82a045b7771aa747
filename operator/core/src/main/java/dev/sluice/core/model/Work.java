package dev.sluice.core.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a job of a step runs. {@code ${…}} in its texts is not replaced yet.
 *
 * @param image for a Pod; a laptop's processes don't need one
 * @param agent name of a PodTemplate
 * @param task text for the agent
 * @param config JSON for the agent
 * @param batch create first attempts together, as Indexed batch/v1 Jobs ({@code runAs: Job})
 */
@RecordBuilder
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

        /**
         * A run of another pipeline, in place of a process.
         *
         * @param async the job ends once the run is made; else when the run ends, and as it did
         */
        record Downstream(
                String pipeline,
                Map<String, String> variables,
                List<String> labels,
                Event event,
                Optional<String> payload,
                boolean async)
                implements Program {
            public Downstream {
                variables = Ordered.copyOf(variables);
                labels = List.copyOf(labels);
            }

            /** With every text in which {@code ${…}} has a meaning as {@code each} makes it, given where it is below {@code at}. */
            public Downstream map(Path at, BiFunction<Path, String, String> each) {
                Map<String, String> values = new LinkedHashMap<>();
                variables.forEach((name, text) ->
                        values.put(name, each.apply(at.field("variables").field(name), text)));
                return new Downstream(
                        pipeline,
                        values,
                        Event.map(labels, at.field("labels"), each),
                        event.map(at.field("event"), each),
                        payload.map(text -> each.apply(at.field("payload"), text)),
                        async);
            }
        }
    }

    /** Nothing but a program. */
    public static Work of(Program program) {
        return new Work(
                Optional.of(program),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(),
                Resources.NONE,
                false);
    }

    public Work withImage(Optional<String> other) {
        return WorkBuilder.builder(this).image(other).build();
    }

    public Work withEnvironment(Map<String, String> other) {
        return WorkBuilder.builder(this).environment(other).build();
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
