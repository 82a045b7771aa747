package dev.sluice.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Names no class of the cluster runner: picocli looks at the methods of every command, also when another is called. */
@Command(
        name = "list",
        description = {
            "List the pipelines and stages of the file here, and the pipelines that are built in.",
            "Or the runs of this folder; or what is in a cluster."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ListCommand implements Callable<Integer> {

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "The pipeline's file, in any format. Default: the usual one here.")
    Optional<String> file = Optional.empty();

    @Option(names = "--format", paramLabel = "FORMAT", description = "What the file is written in, as of run.")
    Optional<String> format = Optional.empty();

    @Option(names = "--runs", description = "The runs, the newest first.")
    boolean runs;

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Mixin
    ClusterPlace place = new ClusterPlace();

    @Override
    public Integer call() {
        PrintStream out = Terminal.stream(Terminal.OUT);
        Style style = new Style(Terminal.of(Terminal.OUT).colors());
        if (place.asked()) {
            return ListInCluster.of(place, runs, json, out, style);
        }
        if (runs) {
            RunList list = RunList.here(Path.of("").toAbsolutePath());
            out.print(json ? JsonText.pretty(list.facts()) + "\n" : list.text(style, "here"));
        } else {
            List<KnownPipeline> known = known();
            out.print(json ? JsonText.pretty(facts(known)) + "\n" : PipelineList.text(known, style));
        }
        out.flush();
        return Exit.SUCCEEDED;
    }

    private static Map<String, Object> facts(List<KnownPipeline> known) {
        return Map.of("pipelines", known.stream().map(KnownPipeline::facts).toList());
    }

    private List<KnownPipeline> known() {
        PipelineOptions options = new PipelineOptions();
        options.file = file;
        options.format = format;
        List<KnownPipeline> known = new ArrayList<>();
        Optional<String> here = file.or(PipelineOptions::usualFile);
        here.ifPresent(name -> known.addAll(KnownPipeline.of(options.read(name), false)));
        BuiltIn.NAMES.forEach(name -> known.addAll(KnownPipeline.of(BuiltIn.read(name), true)));
        return known;
    }
}
