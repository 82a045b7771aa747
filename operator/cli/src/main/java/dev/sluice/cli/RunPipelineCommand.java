package dev.sluice.cli;

import dev.sluice.core.dialect.nodes.NodesReader;
import dev.sluice.local.Agent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = RunPipelineCommand.NAME,
        aliases = "run_pipeline",
        description = {
            "Run a definition of typed nodes: a stored one, or one of a file; each node by the agent of its type.",
            "With neither, the one that is built in: ingest, context, intelligence, notify."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit status: 0 completed, 1 failed, 2 something to mend first, 3 completed, and a node that is not required failed,",
            "130 cancelled. In a cluster it makes a PipelineRun and waits for its end. Progress goes to stderr."
        })
final class RunPipelineCommand implements Callable<Integer> {

    static final String NAME = "run-pipeline";

    @Option(
            names = "--definition",
            paramLabel = "NAME",
            description = "A stored definition: NAME.json of the folder, or a Pipeline of a cluster.")
    Optional<String> definition = Optional.empty();

    @Option(names = "--config", paramLabel = "FILE", description = "A file with a definition, in JSON.")
    Optional<String> config = Optional.empty();

    @Option(
            names = "--definitions",
            paramLabel = "DIR",
            description = "Where definitions are stored here. Default: .sluice/definitions.")
    Path definitions = Path.of(".sluice", "definitions");

    @Option(names = "--payload", paramLabel = "JSON", description = "What it is about, for every node.")
    Optional<String> payload = Optional.empty();

    @Option(names = "--file", paramLabel = "FILE", description = "A file with that, in JSON.")
    Optional<String> file = Optional.empty();

    @Option(
            names = "--sample",
            description = "Take an alert that is made up, as --source sends them: alertmanager, grafana, or any other.")
    boolean sample;

    @Option(names = "--checks-only", description = "Run nodes of type context alone, and of an empty payload.")
    boolean checksOnly;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            defaultValue = "cli",
            description = "The system it comes from, in SLUICE_SOURCE. Default: ${DEFAULT-VALUE}.")
    String source;

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Where it takes place, in $environment. Default: development.")
    Optional<String> environment = Optional.empty();

    @Option(
            names = "--trace-id",
            paramLabel = "ID",
            description = "Of the caller, in SLUICE_TRACE_ID. Default: a new one.")
    Optional<String> traceId = Optional.empty();

    @Option(
            names = "--agents",
            paramLabel = "FILE",
            description = "A file or folder of PodTemplates, named as the types they run. Repeatable.")
    List<String> agents = new ArrayList<>();

    @Option(names = "--dry-run", description = "Show what would be run, and run nothing.")
    boolean dryRun;

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> words = spec.root().commandLine().getParseResult().originalArgs();
        List<String> arguments = new ArrayList<>(List.of(NAME)); // it may have been called by its other name
        arguments.addAll(words.subList(1, words.size()));
        return call(arguments, Again.NOTHING);
    }

    /** @param arguments of the command line that made the earlier run, its name first */
    static int again(List<String> arguments, boolean json, Again again) throws IOException, InterruptedException {
        RunPipelineCommand command = new RunPipelineCommand();
        new CommandLine(command)
                .parseArgs(arguments.subList(1, arguments.size()).toArray(String[]::new));
        command.cluster.json |= json;
        return command.call(arguments, again);
    }

    private int call(List<String> arguments, Again again) throws IOException, InterruptedException {
        demandOneOfEach();
        boolean elsewhere = cluster.asked();
        if (elsewhere && definition.isEmpty()) {
            throw new UserError(
                    "--cluster, -n, --context and --kubeconfig go with --definition NAME, a Pipeline there");
        }
        NodePayload about = about();
        if (elsewhere) {
            return RunPipelineInCluster.run(this, about);
        }
        DefinitionFile stored = definition
                .map(name -> DefinitionFile.stored(name, definitions))
                .or(() -> config.map(DefinitionFile::config))
                .orElseGet(DefinitionFile::builtIn);
        CheckedDefinition checked = CheckedDefinition.of(stored, checksOnly);
        demandChecks(checked.definition());
        if (dryRun) {
            checked.demandGood(List.of());
            show(new NodesDryRun(checked.definition(), source, environment(), about));
            return Exit.SUCCEEDED;
        }
        return run(checked, about, arguments, again);
    }

    private void demandOneOfEach() {
        List<String> problems = new ArrayList<>();
        if (definition.isPresent() && config.isPresent()) {
            problems.add("Cannot specify both --definition and --config");
        }
        List<String> payloads = payloads();
        if (payloads.size() > 1) {
            problems.add("give one payload, not " + String.join(" and ", payloads));
        }
        if (payloads.isEmpty() && definition.isEmpty() && config.isEmpty()) {
            problems.add(
                    "name a definition with --definition or --config; or, for the one that is built in, what it is about:"
                            + " --payload, --file, --sample or --checks-only");
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }

    void demandChecks(NodeDefinition chosen) {
        if (checksOnly && chosen.nodes().stream().noneMatch(node -> node.type().equals(ChecksOnly.TYPE))) {
            throw new UserError("--checks-only: no node of %s is of type %s, so nothing would run"
                    .formatted(chosen.name(), ChecksOnly.TYPE));
        }
    }

    private List<String> payloads() {
        Map<String, Boolean> given = new LinkedHashMap<>();
        given.put("--payload", payload.isPresent());
        given.put("--file", file.isPresent());
        given.put("--sample", sample);
        given.put("--checks-only", checksOnly);
        return given.keySet().stream().filter(given::get).toList();
    }

    private NodePayload about() {
        return payload.map(NodePayload::given)
                .or(() -> file.map(NodePayload::file))
                .orElseGet(() -> sample ? NodePayload.sample(source) : NodePayload.EMPTY);
    }

    String environment() {
        return environment.orElse("development");
    }

    String trace() {
        return traceId.orElseGet(() -> UUID.randomUUID().toString());
    }

    void show(NodesDryRun would) {
        PrintStream out = Terminal.stream(Terminal.OUT);
        if (cluster.json) {
            out.println(SpacedJson.indented(would.json()));
        } else {
            would.lines(style()).forEach(out::println);
        }
    }

    void show(NodesResult result) {
        PrintStream out = Terminal.stream(Terminal.OUT);
        if (cluster.json) {
            out.println(SpacedJson.indented(result.json()));
        } else {
            NodesResultText.lines(result, style()).forEach(out::println);
        }
    }

    private static Style style() {
        return new Style(Terminal.of(Terminal.OUT).colors());
    }

    private int run(CheckedDefinition checked, NodePayload about, List<String> arguments, Again again)
            throws IOException, InterruptedException {
        SourceFile none = new SourceFile(checked.file().path(), List.of());
        Agent.Catalog known = Loaded.agents(none, agents);
        if (checked.pipeline().isEmpty()) {
            checked.demandGood(checked.unknownTypes(known));
        }
        RunCommand run = new RunCommand();
        run.json = true; // progress goes to stderr
        String trace = trace();
        run.options.agents = agents;
        run.options.event.payload = Optional.of(about.text());
        run.options.event.source = Optional.of(source);
        run.options.event.traceId = Optional.of(trace);
        run.options.variables = List.of(NodesReader.ENVIRONMENT + "=" + environment());
        SourceFile file =
                new SourceFile(checked.file().path(), List.of(checked.pipeline().orElseThrow()));
        Loaded loaded = Loaded.of(run.options, file, run.choice, again);
        Map<String, String> caller = System.getenv();
        checked.demandGood(checked.lacking(loaded, caller));
        Instant start = Instant.now();
        RunCommand.Ended ended = run.run(loaded, Map.of(), caller, arguments);
        Duration took = Duration.between(start, Instant.now());
        show(NodesHere.result(checked.definition(), loaded, trace, ended, took));
        return Exit.of(ended.report());
    }
}
