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
        options.file = after("-f", "--file");
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
        for (int i = 0; i + 1 < typed.size(); i++) {
            if (List.of(names).contains(typed.get(i))) {
                return Optional.of(typed.get(i + 1));
            }
        }
        return Optional.empty();
    }
}
