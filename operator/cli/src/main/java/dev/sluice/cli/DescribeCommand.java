package dev.sluice.cli;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.text.Nearest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "describe",
        description = "Tell all that is known of a stage, or of a pipeline with its graph; of no run.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DescribeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "STAGE|PIPELINE",
            arity = "0..1",
            description =
                    "A stage or pipeline of the file, or a pipeline that is built in. Default: the file's pipeline.")
    Optional<String> id = Optional.empty();

    @Mixin
    PipelineOptions options = new PipelineOptions();

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Override
    public Integer call() {
        Optional<String> stage = resolve();
        Loaded loaded = Loaded.withoutRun(options);
        PrintStream out = Terminal.stream(Terminal.OUT);
        Style style = new Style(Terminal.of(Terminal.OUT).colors());
        Plan plan = loaded.plan();
        if (stage.isPresent()) {
            Facts facts = StageFacts.of(plan.step(stage.get()), plan, loaded.place(stage.get()));
            out.println(json ? JsonText.pretty(facts.map()) : String.join("\n", facts.lines(style)));
        } else if (json) {
            out.println(JsonText.pretty(PipelineFacts.of(loaded)));
        } else {
            PipelineFacts.lines(loaded, style).forEach(out::println);
        }
        return Exit.SUCCEEDED;
    }

    /** The stage that is meant; absent: a pipeline is. Sets which. */
    private Optional<String> resolve() {
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (options.file.isEmpty() && BuiltIn.NAMES.contains(id.get())) {
            options.pipeline = id;
            options.name = id;
            return Optional.empty();
        }
        SourceFile file = options.source();
        if (file.holds(id.get())) {
            options.pipeline = id;
            return Optional.empty();
        }
        Optional<StageOf> stage = StageOf.in(file, id.get(), options.chosen());
        stage.flatMap(StageOf::pipeline).ifPresent(name -> options.pipeline = Optional.of(name));
        return Optional.of(stage.orElseThrow(() -> unknown(file)).stage());
    }

    private UserError unknown(SourceFile file) {
        List<String> known = new ArrayList<>(new TreeSet<>(StageOf.names(file)));
        file.ofKind(ResourceReader.PIPELINE).forEach(p -> known.add(p.resource()));
        return new UserError("%s: no stage or pipeline named \"%s\"%s; sluice list shows those there are"
                .formatted(file.name(), id.get(), Nearest.hint(id.get(), known)));
    }
}
