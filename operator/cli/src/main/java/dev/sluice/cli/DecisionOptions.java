package dev.sluice.cli;

import java.time.Duration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every decision at a gate of a cluster has. Names no class of the cluster runner. */
final class DecisionOptions {

    @Parameters(paramLabel = "ID", description = "RUN/GATE or NAMESPACE/RUN/GATE, as sluice approval list shows it.")
    String id;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = SpanOfTime.class,
            description = "How long to wait for the operator to take it up. Default: 30s.")
    Duration timeout;

    @Option(names = "--json", description = "Print what came of it for programs.")
    boolean json;

    @Mixin
    KubeconfigOptions cluster = new KubeconfigOptions();
}
