package dev.sluice.core.schedule;

import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.Work;
import java.util.Map;
import java.util.Optional;

/**
 * What an attempt executes: everything resolved, nothing left to replace.
 *
 * @param program argv or script with only matrix values replaced; values of variables and outputs are in the environment
 * @param environment complete, save what only the runner knows (SLUICE_OUTPUT)
 */
public record Assignment(
        Optional<Work.Program> program,
        Optional<String> image,
        Optional<String> agent,
        Map<String, String> environment) {

    public Assignment {
        environment = Ordered.copyOf(environment);
    }
}
