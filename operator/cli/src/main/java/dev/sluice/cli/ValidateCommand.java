package dev.sluice.cli;

import dev.sluice.core.plan.Plan;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "validate",
        description = "Check pipelines, and say everything that is wrong with them.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ValidateCommand implements Callable<Integer> {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            arity = "1..*",
            description = "Files to check.")
    List<String> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What they are written in: sluice, buildkite, stages, nodes or graph."
                    + " Default: what their content says.")
    Optional<String> format = Optional.empty();

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "More files to check.")
    List<String> more = new ArrayList<>();

    @Option(names = "--json", description = "For programs: the pipelines that are good, and all problems.")
    boolean json;

    @Override
    public Integer call() {
        PrintStream out = Terminal.stream(Terminal.OUT);
        List<String> wrong = new ArrayList<>();
        List<Map<String, Object>> good = new ArrayList<>();
        for (String file : all()) {
            for (Optional<String> pipeline : pipelines(file, wrong)) {
                try {
                    Plan plan = Loaded.withoutRun(options(file, pipeline)).plan();
                    good.add(facts(file, plan));
                    if (!json) {
                        out.println(good(file, plan));
                    }
                } catch (UserError e) {
                    wrong.addAll(e.lines());
                }
            }
        }
        if (json) {
            out.println(JsonText.pretty(new Facts()
                    .put("valid", wrong.isEmpty())
                    .putAll("pipelines", good)
                    .putAll("problems", wrong)
                    .map()));
            return wrong.isEmpty() ? Exit.SUCCEEDED : Exit.USER_ERROR;
        }
        if (!wrong.isEmpty()) {
            throw new UserError(wrong);
        }
        return Exit.SUCCEEDED;
    }

    private static String good(String file, Plan plan) {
        return "%s: %s is good: %s in %s, at most %d at once"
                .formatted(
                        file,
                        plan.pipeline(),
                        Counted.of(plan.jobCount(), "job"),
                        Counted.of(plan.steps().size(), "step"),
                        plan.maxConcurrency());
    }

    private static Map<String, Object> facts(String file, Plan plan) {
        return new Facts()
                .put("name", plan.pipeline())
                .put("file", file)
                .put("jobs", plan.jobCount())
                .put("steps", plan.steps().size())
                .put("maxConcurrency", plan.maxConcurrency())
                .map();
    }

    /** By name where there are several. None where the file can't be read: why is among what is wrong. */
    private List<Optional<String>> pipelines(String file, List<String> wrong) {
        try {
            List<SourceFile.Document> pipelines =
                    options(file, Optional.empty()).read(file).ofKind("Pipeline");
            return pipelines.size() < 2
                    ? List.of(Optional.empty())
                    : pipelines.stream().map(p -> Optional.of(p.resource())).toList();
        } catch (UserError e) {
            wrong.addAll(e.lines());
            return List.of();
        }
    }

    private PipelineOptions options(String file, Optional<String> pipeline) {
        PipelineOptions options = new PipelineOptions();
        options.file = Optional.of(file);
        options.pipeline = pipeline;
        options.format = format;
        return options;
    }

    private List<String> all() {
        List<String> all = new ArrayList<>(files);
        all.addAll(more);
        return all.isEmpty() ? List.of(new PipelineOptions().fileName()) : all;
    }
}
