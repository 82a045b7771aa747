package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Show where runs ask people, who may decide, how many have, and what is asked.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "The first word of each is its ID, by which approve, reject and delegate know it."})
final class ApprovalListCommand implements Callable<Integer> {

    @Option(names = "--pending", description = "Only those that wait.")
    boolean pending;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "Of all namespaces; IDs begin with theirs.")
    boolean everywhere;

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Mixin
    KubeconfigOptions cluster = new KubeconfigOptions();

    @Override
    public Integer call() {
        if (everywhere && cluster.namespace.isPresent()) {
            throw new UserError("sluice: -A and -n exclude one another");
        }
        return ApprovalsInCluster.list(this);
    }
}
