package dev.sluice.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "plan",
        description = "Show what a run would do, and run nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class PlanCommand implements Callable<Integer> {

    @Mixin
    PipelineOptions options = new NamedPipelineOptions();

    @Mixin
    ChoiceOptions choice = new ChoiceOptions();

    @Option(
            names = "--json",
            description = "As JSON: jobs with their dependencies and environment, and maxConcurrency.")
    boolean json;

    @Option(
            names = "--graph",
            arity = "0..1",
            paramLabel = "FORM",
            fallbackValue = "text",
            preprocessor = GraphForm.UnlessPipeline.class,
            completionCandidates = GraphForm.Words.class,
            description = "Draw what comes after what: as ${COMPLETION-CANDIDATES}. Default: text."
                    + " (--format with one of these words does the same.)")
    Optional<String> graph = Optional.empty();

    @Override
    public Integer call() throws IOException {
        Optional<GraphForm> form = graph.map(GraphForm::demanded).or(this::formAsFormat);
        if (form.isPresent() && json) {
            throw new UserError("--graph and --json exclude one another");
        }
        Again again = Again.since(choice.since, Path.of("").toAbsolutePath());
        Loaded loaded = Loaded.of(options, choice, again);
        if (form.isPresent()) {
            GraphText.show(loaded, form.get());
            return Exit.SUCCEEDED;
        }
        show(loaded, json);
        return Exit.SUCCEEDED;
    }

    /** {@code --format} is about the file; the words of the forms are none of the dialects'. */
    private Optional<GraphForm> formAsFormat() {
        Optional<GraphForm> form = options.format.flatMap(GraphForm::named);
        if (form.isPresent()) {
            options.format = Optional.empty();
        }
        return form;
    }

    static void show(Loaded loaded, boolean json) throws IOException {
        PrintStream out = Terminal.stream(Terminal.OUT);
        if (json) {
            new PlanJson(loaded).write(out);
            out.println();
            return;
        }
        Style style = new Style(Terminal.of(Terminal.OUT).colors());
        PlanText.of(loaded, style).forEach(out::println);
    }
}
