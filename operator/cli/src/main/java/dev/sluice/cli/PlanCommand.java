package dev.sluice.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
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

    @Override
    public Integer call() throws IOException {
        Again again = Again.since(choice.since, Path.of("").toAbsolutePath());
        show(Loaded.of(options, choice, again), json);
        return Exit.SUCCEEDED;
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
