package dev.sluice.cli;

import dev.sluice.core.model.Rerun;
import dev.sluice.local.EarlierLedger;
import dev.sluice.local.LedgerRecord;
import dev.sluice.local.LocalRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "rerun",
        aliases = "resume",
        description = {
            "Run again what did not succeed in an earlier run, or what has changed since.",
            "What succeeded, and would be made of the same, is taken over."
        },
        footer = {
            "",
            "In a cluster it makes a PipelineRun with the earlier one's spec and rerunOf, and prints its name.",
            "Exit status: here, and there with --wait, as of run."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class RerunCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RUN",
            description =
                    "The earlier run: a folder of .sluice/runs, \"latest\" for the last one here, or a PipelineRun of a cluster.")
    String run;

    @Option(
            names = "--from",
            paramLabel = "STEP",
            description = "Run this step again, and all after it, whatever they were. Repeatable.")
    List<String> from = new ArrayList<>();

    @Option(
            names = "--step",
            paramLabel = "STEP",
            description = "Run this step again, and of the others only what it needs. Repeatable.")
    List<String> steps = new ArrayList<>();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!from.isEmpty() && !steps.isEmpty()) {
            throw new UserError("--from and --step exclude one another");
        }
        if (cluster.asked()) {
            return RerunInCluster.make(cluster, rerun());
        }
        Path here = Path.of("").toAbsolutePath();
        run = LocalRuns.named(here, run);
        EarlierLedger earlier = ClusterOptions.orHint(() -> EarlierLedger.read(here, run));
        LedgerRecord.over(here, run);
        Again again = Again.of(earlier, rerun());
        if (earlier.arguments().stream().findFirst().equals(Optional.of(RunPipelineCommand.NAME))) {
            return RunPipelineCommand.again(earlier.arguments(), cluster.json, again);
        }
        RunCommand command = new RunCommand();
        new CommandLine(command).parseArgs(earlier.arguments().toArray(String[]::new));
        command.json |= cluster.json;
        return command.call(earlier.arguments(), again);
    }

    private Rerun rerun() {
        if (!from.isEmpty()) {
            return new Rerun(run, Rerun.Mode.FROM, from);
        }
        return steps.isEmpty() ? new Rerun(run, Rerun.Mode.FAILED, List.of()) : new Rerun(run, Rerun.Mode.STEPS, steps);
    }
}
