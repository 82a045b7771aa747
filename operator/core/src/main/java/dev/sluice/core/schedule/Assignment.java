package dev.sluice.core.schedule;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an attempt executes: everything resolved, nothing left to replace.
 *
 * @param program argv or script with only matrix values replaced, hooks around it; values of variables and outputs are in the environment
 * @param environment complete, save what only the runner knows (SLUICE_OUTPUT)
 * @param inputs globs of files it reads
 * @param artifacts what it writes; that they are there is looked at by the program itself
 */
public record Assignment(
        Optional<Work.Program> program,
        Optional<String> image,
        Optional<String> agent,
        Map<String, String> environment,
        List<String> inputs,
        List<Artifact> artifacts) {

    public Assignment(
            Optional<Work.Program> program,
            Optional<String> image,
            Optional<String> agent,
            Map<String, String> environment) {
        this(program, image, agent, environment, List.of(), List.of());
    }

    public Assignment {
        environment = Ordered.copyOf(environment);
        inputs = List.copyOf(inputs);
        artifacts = List.copyOf(artifacts);
    }
}
