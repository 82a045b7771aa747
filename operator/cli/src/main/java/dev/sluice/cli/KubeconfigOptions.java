package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Which cluster a command asks that is about clusters alone. Names no class of the cluster runner: picocli looks at the methods of every
 * command, also when another is called.
 */
final class KubeconfigOptions {

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "Of the run. Default: that of the context.")
    Optional<String> namespace = Optional.empty();

    @Option(names = "--context", paramLabel = "NAME", description = "Of the kubeconfig. Default: the current one.")
    Optional<String> context = Optional.empty();

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Default: what KUBECONFIG names, or ~/.kube/config.")
    Optional<String> kubeconfig = Optional.empty();

    @Option(names = "--cluster", hidden = true, description = "For who is used to it: there is no other place.")
    boolean cluster;
}
