package dev.sluice.cli;

import dev.sluice.local.LocalRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names no class of the cluster runner: picocli looks at the methods of every command, also when another is called. */
@Command(
        name = "rollback",
        description = {
            "Undo what a run did since a step began, that step included, the last first.",
            "Each step is undone by its rollback task, once in a run; the request goes on record in the run."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit status: 0 asked for or undone, 1 not undone or refused, 2 something to mend first, 130 cancelled.",
            "In a cluster the operator does it; the same by hand: kubectl annotate pipelinerun RUN rollback.sluice.dev/to=\"NAME: STEP\""
        })
final class RollbackCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", description = "The run; \"latest\" is the last one here.")
    String run;

    @Option(names = "--to", required = true, paramLabel = "STEP", description = "The step to go back to.")
    String to;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who asks for it on this machine, for the record. Default: you.")
    Optional<String> by = Optional.empty();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (cluster.asked()) {
            if (by.isPresent()) {
                throw new UserError(
                        "sluice: --by goes with a run of this machine; in a cluster you are who the API server says you are");
            }
            return RollbackInCluster.ask(cluster, run, to);
        }
        return RollbackHere.of(
                LocalRuns.named(Path.of("").toAbsolutePath(), run),
                to,
                by.orElse(System.getProperty("user.name")),
                cluster.json);
    }
}
