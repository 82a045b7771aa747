package dev.sluice.cli;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Names no class of the cluster runner: picocli looks at the methods of every command, also when another is called. */
@Command(
        name = "doctor",
        description = {
            "Look whether this machine, the pipeline here and the cluster have what it takes.",
            "Versions, git, room; tools, agents and secrets of the pipeline; where there is a kubeconfig, the cluster. Values of variables and secrets are never shown."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit status: 0 nothing stands in the way, 1 something does (✗)."})
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    PipelineOptions options = new NamedPipelineOptions();

    @Mixin
    ClusterPlace place = new ClusterPlace();

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Override
    public Integer call() {
        Diagnosis diagnosis = new Diagnosis();
        MachineChecks.of(diagnosis, Path.of("").toAbsolutePath());
        GitChecks.of(diagnosis, new Checkout());
        if (options.file.isPresent()
                || options.chosen().isPresent()
                || PipelineOptions.usualFile().isPresent()) {
            PipelineChecks.of(diagnosis, options);
        } else {
            diagnosis.warning("pipeline", "there is none here", "name its file with -f, or begin with: sluice init");
        }
        if (place.asked() || hasKubeconfig()) {
            DoctorInCluster.look(diagnosis, place);
        }
        PrintStream out = Terminal.stream(Terminal.OUT);
        if (json) {
            out.println(JsonText.pretty(diagnosis.facts()));
        } else {
            diagnosis.lines(new Style(Terminal.of(Terminal.OUT).colors())).forEach(out::println);
        }
        return diagnosis.healthy() ? Exit.SUCCEEDED : Exit.FAILED;
    }

    private static boolean hasKubeconfig() {
        return Optional.ofNullable(System.getenv("KUBECONFIG"))
                        .filter(text -> !text.isBlank())
                        .isPresent()
                || Files.isRegularFile(Path.of(System.getProperty("user.home"), ".kube", "config"));
    }
}
