package dev.sluice.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names no class of the cluster runner: picocli looks at the methods of every command, also when another is called. */
@Command(
        name = "logs",
        description = {
            "Show what the jobs of a run wrote, each line after the job's name.",
            "A run may be under way, over, or cut off."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class LogsCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "RUN",
            description =
                    "A folder of .sluice/runs, or a PipelineRun of a cluster; \"latest\", the default, is the last run here."
                            + " A stage's name alone means that stage of the last run.")
    Optional<String> run = Optional.empty();

    @Parameters(index = "1", arity = "0..1", paramLabel = "STAGE", description = "Of this stage alone.")
    Optional<String> stage = Optional.empty();

    @Option(names = "--job", paramLabel = "JOB", description = "Of this job alone, e.g. test.0.1.")
    Optional<String> job = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as the run does, until it ends.")
    boolean follow;

    @Option(names = "--tail", paramLabel = "N", description = "The last N lines of each job, and what comes.")
    Optional<Integer> tail = Optional.empty();

    @Option(names = "--json", description = "Each line as it was written, as one of JSON: run, step, job, line.")
    boolean json;

    @Mixin
    ClusterPlace place = new ClusterPlace();

    @Override
    public Integer call() throws IOException, InterruptedException {
        tail.filter(lines -> lines < 0).ifPresent(lines -> {
            throw new UserError("--tail " + lines + ": must be 0 or more");
        });
        LogLines lines = new LogLines(
                Terminal.stream(Terminal.OUT),
                new Style(Terminal.of(Terminal.OUT).colors()),
                json);
        return place.asked() ? LogsInCluster.tell(this, lines) : LogsHere.tell(this, lines);
    }
}
