package dev.sluice.cli;

import dev.sluice.core.model.EnvironmentNames;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What names a pipeline and what it is run with: the same for run and plan. */
final class PipelineOptions {

    private static final List<String> USUAL_FILES = List.of("sluice.yaml", "pipeline.yaml");

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The pipeline's file. Default: sluice.yaml or pipeline.yaml here.")
    Optional<String> file = Optional.empty();

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Which one, where the file holds several.")
    Optional<String> pipeline = Optional.empty();

    @Option(
            names = "--variable",
            paramLabel = "NAME=VALUE",
            description = "A value for a variable that the pipeline declares. Repeatable.")
    List<String> variables = new ArrayList<>();

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "An environment variable for every job, over the pipeline's own; a step's own wins. Repeatable.")
    List<String> environment = new ArrayList<>();

    @Option(
            names = "--agents",
            paramLabel = "FILE",
            description = "A file or folder of PodTemplates, beside those in the pipeline's file. Repeatable.")
    List<String> agents = new ArrayList<>();

    @Option(
            names = "--pipelines",
            paramLabel = "FILE",
            description =
                    "A file or folder of pipelines that steps may start, beside those in the pipeline's file. Repeatable.")
    List<String> pipelines = new ArrayList<>();

    String fileName() {
        return file.orElseGet(() -> USUAL_FILES.stream()
                .filter(name -> Files.isRegularFile(Path.of(name)))
                .findFirst()
                .orElseThrow(() -> new UserError("no pipeline here: there is no " + String.join(" and no ", USUAL_FILES)
                        + "; name one with -f FILE")));
    }

    Map<String, String> variableMap() {
        return pairs("--variable", variables);
    }

    Map<String, String> environmentMap() {
        return pairs("--env", environment);
    }

    private static Map<String, String> pairs(String option, List<String> texts) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                problems.add("%s %s: write NAME=VALUE".formatted(option, text));
                continue;
            }
            String name = text.substring(0, equals);
            EnvironmentNames.fault(name)
                    .ifPresent(fault -> problems.add("%s %s: \"%s\" %s".formatted(option, text, name, fault)));
            pairs.put(name, text.substring(equals + 1));
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return pairs;
    }
}
