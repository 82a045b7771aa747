package dev.sluice.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names no class of the cluster runner: picocli looks at the methods of every command, also when another is called. */
@Command(
        name = "audit",
        description = {
            "Show who decided what at a run's gates, and whether the record was tampered with.",
            "Each decision carries the hash of the one before it, so that none can be changed, left out, put in or moved without showing."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit status: 0 all holds together, 1 it does not, 2 something to mend first."})
final class ApprovalAuditCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", arity = "0..1", description = "The run, in the cluster of your kubeconfig.")
    Optional<String> run = Optional.empty();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "A run as kubectl get pipelinerun RUN -o yaml tells it, in place of one in a cluster.")
    Optional<Path> file = Optional.empty();

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Mixin
    KubeconfigOptions cluster = new KubeconfigOptions();

    @Override
    public Integer call() {
        if (run.isPresent() == file.isPresent()) {
            throw new UserError("sluice: name one run, or a file with -f");
        }
        return AuditInCluster.of(this);
    }
}
