package dev.sluice.cli;

import dev.sluice.core.plan.Plan;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What shells ask at a TAB: names from the pipeline's file. Whatever is wrong, it says nothing: the command will tell. */
@Command(name = "__complete", hidden = true, description = "Names for a shell to complete.")
final class CompleteCommand implements Callable<Integer> {

    @Parameters(index = "0", description = "steps, gates or pipelines.")
    String kind;

    @Parameters(index = "1..*", arity = "0..*", description = "What is typed so far.")
    List<String> typed = new ArrayList<>();

    @Override
    public Integer call() {
        PipelineOptions options = new PipelineOptions();
        // Of logs, -f is to follow.
        options.file =
                typed.stream().findFirst().equals(Optional.of("logs")) ? Optional.empty() : after("-f", "--file");
        options.format = after("--format");
        options.pipeline = after("--pipeline");
        PrintStream out = Terminal.stream(Terminal.OUT);
        try {
            names(options).forEach(out::println);
        } catch (UserError e) {
            // no file, or one that is being written
        }
        return Exit.SUCCEEDED;
    }

    private List<String> names(PipelineOptions options) {
        if (kind.equals("pipelines")) {
            List<String> names = new ArrayList<>();
            options.source().ofKind("Pipeline").forEach(document -> names.add(document.resource()));
            return names;
        }
        Plan plan = Loaded.withoutRun(options).plan();
        return kind.equals("gates")
                ? plan.gates().stream().map(gate -> gate.gate()).toList()
                : List.copyOf(plan.steps().keySet());
    }

    private Optional<String> after(String... names) {
        for (int i = 0; i < typed.size(); i++) {
            for (String name : names) {
                if (typed.get(i).startsWith(name + "=")) {
                    return Optional.of(file(typed.get(i).substring(name.length() + 1)));
                }
                if (typed.get(i).equals(name)) {
                    // bash takes --file=x apart
                    return typed.stream()
                            .skip(i + 1)
                            .filter(word -> !word.equals("="))
                            .findFirst()
                            .map(CompleteCommand::file);
                }
            }
        }
        return Optional.empty();
    }

    /** What is typed is not yet what the shell makes of it. */
    private static String file(String word) {
        return word.startsWith("~/") ? System.getProperty("user.home") + word.substring(1) : word;
    }
}
