package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.recognition.Dialect;
import dev.sluice.core.model.EnvironmentNames;
import dev.sluice.core.model.EventVariables;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Target;
import dev.sluice.core.text.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What names a pipeline and what it is run with: the same for all commands that plan one. */
class PipelineOptions {

    private static final List<String> USUAL_FILES = List.of(
            "sluice.yaml", "pipeline.yaml", "pipeline.yml", ".buildkite/pipeline.yml", ".buildkite/pipeline.yaml");

    /** A pipeline of the file, or one that is built in; see {@link NamedPipelineOptions}. */
    Optional<String> name = Optional.empty();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The pipeline's file. Default: sluice.yaml, pipeline.yaml or .buildkite/pipeline.yml here.")
    Optional<String> file = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What the file is written in: sluice, buildkite, stages, nodes or graph."
                    + " Default: what its content says.")
    Optional<String> format = Optional.empty();

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Which one, where the file holds several.")
    Optional<String> pipeline = Optional.empty();

    @Option(
            names = "--target",
            paramLabel = "NAME",
            description = "A host or place to run on, in place of the pipeline's. Repeatable.")
    List<String> targets = new ArrayList<>();

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
            names = "--env-file",
            paramLabel = "FILE",
            description = "Environment variables for every job from a file: lines of NAME=VALUE, comments, quotes."
                    + " --env goes over them, a later file over an earlier one. Repeatable.")
    List<String> environmentFiles = new ArrayList<>();

    @Option(
            names = "--step-env",
            paramLabel = "STEP.NAME=VALUE",
            description = "An environment variable for one step, over its own. Repeatable.")
    List<String> stepEnvironment = new ArrayList<>();

    @Option(
            names = "--step-timeout",
            paramLabel = "STEP=DURATION",
            description = "How long one attempt of a step may take, e.g. test=1h. Repeatable.")
    List<String> stepTimeouts = new ArrayList<>();

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

    @Option(
            names = "--continue-on-error",
            description =
                    "A step that fails does not halt the run: the rest runs, what comes after it too, and the run ends"
                            + " as completed with failures (exit status 3). A step that is to be rolled back still is.")
    boolean continueOnError;

    @Mixin
    LogOptions log = new LogOptions();

    @Mixin
    EventOptions event = new EventOptions(line -> log.warn(line));

    /** The pipeline's file: one that is named, or one that is built in, or the usual one here. */
    SourceFile source() {
        Optional<String> builtIn = chosen().filter(BuiltIn.NAMES::contains);
        if (file.isPresent() || builtIn.isEmpty()) {
            return read(fileName());
        }
        usualFile().map(this::read).filter(here -> here.holds(builtIn.get())).ifPresent(here -> {
            throw new UserError(
                    "pipeline \"%s\" is built in and in %s as well; say -f %s for that one, or give it another name"
                            .formatted(builtIn.get(), here.name(), here.name()));
        });
        return BuiltIn.read(builtIn.get());
    }

    /** A file of pipelines, in whatever dialect. */
    SourceFile read(String name) {
        return foreign(format()).translated(SourceFile.read(name));
    }

    /** As {@link #read}; what {@code --format} says is about the pipeline's own file alone. */
    SourceFile readOther(String name) {
        return foreign(Optional.empty()).translated(SourceFile.read(name));
    }

    private ForeignFiles foreign(Optional<Dialect> dialect) {
        Map<String, String> known = new LinkedHashMap<>(System.getenv());
        known.putAll(EventVariables.environment(event.over(RunRequest.NONE)));
        known.putAll(environmentMap());
        return new ForeignFiles(dialect, known);
    }

    private Optional<Dialect> format() {
        return format.map(word -> Dialect.named(word)
                .orElseThrow(() -> new UserError("--format %s: is none of %s%s"
                        .formatted(word, String.join(", ", Dialect.words()), Nearest.hint(word, Dialect.words())))));
    }

    /** Which pipeline of the file is meant, where one is named. */
    Optional<String> chosen() {
        if (name.isPresent() && pipeline.isPresent() && !name.equals(pipeline)) {
            throw new UserError(
                    "two pipelines are named, %s and --pipeline %s; leave one".formatted(name.get(), pipeline.get()));
        }
        return name.or(() -> pipeline);
    }

    String fileName() {
        return file.or(PipelineOptions::usualFile)
                .orElseThrow(() -> new UserError("no pipeline here: there is no "
                        + String.join(", no ", USUAL_FILES.subList(0, 2)) + " and no " + USUAL_FILES.get(3)
                        + "; name one with -f FILE, or one that is built in: " + String.join(", ", BuiltIn.NAMES)));
    }

    static Optional<String> usualFile() {
        return USUAL_FILES.stream()
                .filter(name -> Files.isRegularFile(Path.of(name)))
                .findFirst();
    }

    /** Absent where none is named: the run's, or the pipeline's. */
    Optional<List<Target>> targetList() {
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        List<Map<String, String>> named =
                targets.stream().map(target -> Map.of("name", target)).toList();
        Reading<RunRequest> reading = RequestReader.read(Source.of(Map.of("targets", named)));
        if (reading.value().isEmpty()) {
            throw new UserError(reading.problems().stream()
                    .map(problem -> "--target: " + problem.message())
                    .toList());
        }
        return reading.value().get().targets();
    }

    Map<String, String> variableMap() {
        return pairs("--variable", variables);
    }

    Map<String, String> environmentMap() {
        Map<String, String> all = EnvFiles.read(environmentFiles);
        all.putAll(pairs("--env", environment));
        return all;
    }

    /** What differs in every job of the run, and of those that it starts. */
    Overrides everyJob() {
        return new Overrides(environmentMap(), List.of(), continueOnError);
    }

    /** What differs from the pipeline in this run. */
    Overrides overrides() {
        return StepOptions.overrides(stepEnvironment, stepTimeouts).and(everyJob());
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
