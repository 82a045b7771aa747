package dev.sluice.local;

import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.Work.Program;
import dev.sluice.core.model.Work.SecretVariable;
import dev.sluice.core.schedule.Assignment;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is executed for an attempt.
 *
 * @param environment beside what the process inherits from Sluice's own
 */
record Launch(List<String> argv, Map<String, String> environment) {

    Launch {
        argv = List.copyOf(argv);
        environment = Ordered.copyOf(environment);
    }

    /**
     * @param script where a script's text will be
     * @param caller the environment Sluice was started with, where secrets come from
     */
    static Launch of(
            Assignment assignment,
            List<SecretVariable> secrets,
            Agent.Catalog agents,
            Path script,
            Path output,
            Map<String, String> caller) {
        Map<String, String> environment = new LinkedHashMap<>();
        Agent agent = assignment.agent().flatMap(agents::find).orElse(null);
        if (agent != null) {
            agent.environment()
                    .forEach((name, value) -> environment.put(
                            name,
                            value.map(v -> ContainerText.expand(v, environment)).orElseGet(() -> caller.get(name))));
        }
        environment.putAll(assignment.environment());
        secrets.forEach(s -> environment.put(s.name(), caller.get(s.name())));
        environment.put("SLUICE_OUTPUT", output.toString());
        return new Launch(argv(assignment, agent, script, environment), environment);
    }

    private static List<String> argv(Assignment assignment, Agent agent, Path script, Map<String, String> environment) {
        if (assignment.program().isEmpty()) {
            return agent.command().stream()
                    .map(word -> ContainerText.expand(word, environment))
                    .toList();
        }
        Program program = assignment.program().get();
        if (program instanceof Program.Command command) {
            return command.argv();
        }
        return List.of("/bin/sh", "-e", script.toString());
    }
}
