package dev.sluice.cli;

import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Report;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A run of one step, whose exit status is the job's own (E2). */
@Command(
        name = "run-stage",
        description = {
            "Run one stage alone, and end as it does.",
            "What it comes after counts as done: outputs it reads are those of the latest run that has them."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit status: the job's own; where it has none (it timed out, or could not be started), as of run."
        })
final class RunStageCommand implements Callable<Integer> {

    @Parameters(paramLabel = "STAGE", description = "A step of the pipeline, or a stage of the graph.")
    String stage;

    @Mixin
    PipelineOptions options = new PipelineOptions();

    @Mixin
    GateOptions gates = new GateOptions();

    @Option(names = "--json", description = "Print the run's record at the end; progress goes to stderr.")
    boolean json;

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        StageOf found = StageOf.find(options.source(), stage, options.chosen());
        RunCommand command = new RunCommand();
        command.options = options;
        command.gates = gates;
        command.json = json;
        command.choice.only.add(found.stage());
        List<String> arguments = new ArrayList<>(List.of("--only", found.stage()));
        arguments.addAll(otherWords());
        if (options.chosen().isEmpty()) {
            options.pipeline = found.pipeline();
            found.pipeline().ifPresent(name -> arguments.addAll(List.of("--pipeline", name)));
        }
        Report report = command.run(arguments, Again.NOTHING).orElseThrow();
        return own(report, found.stage()).orElse(Exit.of(report));
    }

    /** All that was given but the stage itself. */
    private List<String> otherWords() {
        List<String> words = new ArrayList<>(RunCommand.words(spec));
        for (int i = 0; i < words.size(); i++) {
            var before = i == 0 ? null : spec.findOption(words.get(i - 1));
            boolean value = before != null && before.arity().max() > 0;
            if (!value && words.get(i).equals(stage)) {
                words.remove(i);
                break;
            }
        }
        return words;
    }

    /** Of the first job that failed, softly or not. */
    private static OptionalInt own(Report report, String step) {
        return report.steps().stream()
                .filter(s -> s.name().equals(step))
                .flatMap(s -> s.jobs().stream())
                .filter(job -> job.state().failed())
                .map(JobReport::failure)
                .flatMap(Optional::stream)
                .map(Failure::exitCode)
                .filter(OptionalInt::isPresent)
                .findFirst()
                .orElse(OptionalInt.empty());
    }
}
