package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Names no class of the cluster runner: picocli looks at the methods of every command, also when another is called. */
@Command(
        name = "operator",
        description = "Run pipelines in a Kubernetes cluster: what the chart's Deployment starts.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Each option has an environment variable, which the chart uses; the option wins."})
final class OperatorCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Option(
            names = "--namespaces",
            paramLabel = "NAME",
            split = ",",
            description = "Watch these alone. Default: all. (SLUICE_NAMESPACES)")
    List<String> namespaces = new ArrayList<>();

    @Option(
            names = "--leader-election",
            description = "One of several works, elected by a Lease. (SLUICE_LEADER_ELECTION, POD_NAMESPACE, POD_NAME)")
    boolean leaderElection;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Of /metrics, /healthz and /readyz. Default: 8080. (SLUICE_PORT)")
    Optional<Integer> port = Optional.empty();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "SEVERE, WARNING, INFO, FINE or FINER. Default: INFO. (SLUICE_LOG_LEVEL)")
    Optional<String> logLevel = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        return OperatorStart.start(this, System.getenv(), spec.commandLine().getErr());
    }
}
