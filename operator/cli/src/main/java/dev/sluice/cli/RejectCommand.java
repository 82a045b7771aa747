package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "reject",
        description = "Say no at a gate, in your own name, as the API server knows you.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit status: 0 it is on record, 1 it was not taken, 2 something to mend first."})
final class RejectCommand implements Callable<Integer> {

    @Mixin
    DecisionOptions options = new DecisionOptions();

    @Option(
            names = {"--reason", "--comment"},
            paramLabel = "TEXT",
            description = "Why; goes on record with it.")
    String reason = "";

    @Override
    public Integer call() throws InterruptedException {
        return ApprovalsInCluster.reject(options, reason);
    }
}
