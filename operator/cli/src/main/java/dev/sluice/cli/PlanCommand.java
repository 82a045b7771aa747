package dev.sluice.cli;

import java.io.IOException;
import java.io.PrintStream;
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
    PipelineOptions options = new PipelineOptions();

    @Option(
            names = "--json",
            description = "As JSON: jobs with their dependencies and environment, and maxConcurrency.")
    boolean json;

    @Override
    public Integer call() throws IOException {
        show(Loaded.of(options), json);
        return Exit.SUCCEEDED;
    }

    static void show(Loaded loaded, boolean json) throws IOException {
        PrintStream out = Terminal.stream(Terminal.OUT);
        if (json) {
            new PlanJson(loaded.plan(), loaded.where().document()).write(out);
            out.println();
            return;
        }
        Style style = new Style(Terminal.of(Terminal.OUT).colors());
        PlanText.of(loaded.plan(), loaded.notes(), style).forEach(out::println);
    }
}
