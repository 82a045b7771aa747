package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "approve",
        description = {
            "Let a run on at a gate, in your own name, as the API server knows you, and of what it asks about now.",
            "The API server judges it as it does kubectl annotate; then the operator puts it on record."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit status: 0 it is on record, 1 it was not taken, 2 something to mend first."})
final class ApproveCommand implements Callable<Integer> {

    @Mixin
    DecisionOptions options = new DecisionOptions();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Goes on record with it.")
    String comment = "";

    @Option(
            names = "--field",
            paramLabel = "KEY=VALUE",
            description =
                    "Fill in what the gate asks for; GATE.KEY=VALUE is the same. Repeatable, also for several values of one field.")
    List<String> fields = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        return ApprovalsInCluster.approve(options, comment, fields);
    }
}
