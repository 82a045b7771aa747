package dev.sluice.cli;

import dev.sluice.local.LocalFailure;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/**
 * Where something is that a command is about: on this machine unless one of these is given. Names no class of the cluster runner: picocli
 * looks at the methods of every command, also when another is called.
 */
class ClusterPlace {

    private static final String HINT = "; a run in a cluster is meant by --cluster or -n NAMESPACE";

    @Option(names = "--cluster", description = "It is in the cluster of your kubeconfig, not on this machine.")
    boolean cluster;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "It is in this namespace of the cluster. Default: that of the context.")
    Optional<String> namespace = Optional.empty();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "It is in the cluster of this context. Default: the current one.")
    Optional<String> context = Optional.empty();

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "It is in a cluster of this kubeconfig. Default: what KUBECONFIG names, or ~/.kube/config.")
    Optional<String> kubeconfig = Optional.empty();

    boolean asked() {
        return cluster || namespace.isPresent() || context.isPresent() || kubeconfig.isPresent();
    }

    /** Of a run of this machine; where there is none, it may be elsewhere. */
    static <T> T orHint(Supplier<T> found) {
        try {
            return found.get();
        } catch (LocalFailure e) {
            throw new UserError("sluice: " + e.getMessage() + HINT);
        }
    }
}
