package dev.sluice.core.cache;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.EventVariables;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Work.Program;
import dev.sluice.core.schedule.Assignment;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.core.text.Fingerprint;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a job's result depends on, in few letters: program with hooks and artifacts, environment with the outputs of the steps before,
 * agent, secrets, the files it reads. Where the run comes from (branch, commit, message) and what people call the step and its pipeline make no
 * difference, unless the program names the variable.
 */
public final class CacheKey {

    /** What the way results are kept is, so that another Sluice's are none. */
    private static final String FORMAT = "1";

    private static final Set<String> ALWAYS = Set.of("SLUICE_PAYLOAD");
    private static final List<String> NAMES =
            List.of("SLUICE_COMMIT", "SLUICE_PIPELINE", "SLUICE_LABEL", "BUILDKITE_PIPELINE_SLUG", "BUILDKITE_LABEL");

    private CacheKey() {}

    /**
     * @param agents what its agents are, by name
     * @param secrets values by name
     * @param files in whatever order
     */
    public static String of(
            RunRequest request,
            Assignment assignment,
            CommandStep step,
            Map<String, String> agents,
            Map<String, String> secrets,
            Collection<InputFile> files) {
        Fingerprint key = new Fingerprint()
                .add("format", FORMAT)
                .add("work", Earlier.digest(withoutOrigin(request, assignment), step, agents))
                .add("inputs", assignment.inputs().toString())
                .add("outputs", step.outputs().toString());
        new TreeMap<>(secrets).forEach(key::add);
        new TreeMap<>(files.stream().collect(Collectors.toMap(InputFile::path, file -> file)))
                .forEach((path, file) -> key.add(path, file.mode() + " " + file.digest()));
        return key.text();
    }

    private static Assignment withoutOrigin(RunRequest request, Assignment assignment) {
        String program = assignment.program().map(CacheKey::text).orElse("");
        Map<String, String> environment = new LinkedHashMap<>(assignment.environment());
        Stream.concat(EventVariables.environment(request).keySet().stream(), NAMES.stream())
                .filter(name -> !ALWAYS.contains(name) && !program.contains(name))
                .forEach(environment::remove);
        return new Assignment(assignment.program(), assignment.image(), assignment.agent(), environment);
    }

    private static String text(Program program) {
        return program instanceof Program.Script script ? script.text() : program.toString();
    }
}
