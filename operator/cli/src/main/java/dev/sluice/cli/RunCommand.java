package dev.sluice.cli;

import dev.sluice.core.schedule.Report;
import dev.sluice.local.Family;
import dev.sluice.local.GatePreflight;
import dev.sluice.local.GoodRun;
import dev.sluice.local.LocalFailure;
import dev.sluice.local.LocalRun;
import dev.sluice.local.LocalSetup;
import dev.sluice.local.PinnedRun;
import dev.sluice.local.RunFolder;
import dev.sluice.local.cache.CacheSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
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
        name = "run",
        description = "Run a pipeline here, each job a process.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit status: 0 succeeded, 1 failed, 2 something to mend first, 3 completed with failures or on some targets, 130 cancelled.",
            "Logs and the run's record (run.json) are in .sluice/runs/RUN.",
            "In a cluster: sluice convert | kubectl apply -f - stores the pipeline, sluice run-pipeline --definition NAME -n NAMESPACE runs it."
        })
final class RunCommand implements Callable<Integer> {

    @Mixin
    PipelineOptions options = new NamedPipelineOptions();

    @Mixin
    ChoiceOptions choice = new ChoiceOptions();

    @Mixin
    GateOptions gates = new GateOptions();

    @Option(
            names = "--spawn",
            paramLabel = "N",
            description =
                    "Jobs that run at once. Default: as many as the plan can use, and no more than there are cores.")
    Optional<Integer> spawn = Optional.empty();

    @Option(
            names = "--force",
            description = "Run every job, whatever the cache has; results are kept in it all the same.")
    boolean force;

    @Option(names = "--dry-run", description = "Show the plan, and run nothing: as plan does.")
    boolean dryRun;

    @Option(names = "--json", description = "Print the run's record at the end; progress goes to stderr.")
    boolean json;

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return call(words(spec), Again.since(choice.since, Path.of("").toAbsolutePath()));
    }

    /** What was given to a command, behind its name. */
    static List<String> words(CommandLine.Model.CommandSpec command) {
        List<String> words = command.root().commandLine().getParseResult().originalArgs();
        return words.subList(words.indexOf(command.name()) + 1, words.size());
    }

    /** @param arguments that make the same run again */
    int call(List<String> arguments, Again again) throws IOException, InterruptedException {
        return run(arguments, again).map(Exit::of).orElse(Exit.SUCCEEDED);
    }

    /** Absent where nothing was to be run. */
    Optional<Report> run(List<String> arguments, Again again) throws IOException, InterruptedException {
        options.log.level();
        Loaded loaded = Loaded.of(options, choice, again);
        options.log.info("pipeline %s of %s, with %d variables for every job"
                .formatted(
                        loaded.plan().pipeline(),
                        loaded.file().name(),
                        options.environmentMap().size()));
        if (dryRun) {
            PlanCommand.show(loaded, json);
            return Optional.empty();
        }
        if (spawn.isPresent() && spawn.get() < 1) {
            throw new UserError("--spawn " + spawn.get() + ": must be 1 or more");
        }
        Map<String, String> caller = System.getenv();
        Map<String, ChosenPipeline> downstreams = loaded.demandRunnable(caller);
        List<String> unanswered = GatePreflight.check(
                loaded.plan(), gates.answers(), Terminal.canAsk(json ? Terminal.ERR : Terminal.OUT));
        if (!unanswered.isEmpty()) {
            throw new UserError(unanswered);
        }
        Ended ended = run(loaded, downstreams, caller, arguments);
        if (json) {
            Terminal.stream(Terminal.OUT)
                    .write(Files.readAllBytes(ended.folder().ledger()));
        }
        return Optional.of(ended.report());
    }

    /** What came of a run, and where its logs are. */
    record Ended(Report report, RunFolder folder) {}

    Ended run(
            Loaded loaded, Map<String, ChosenPipeline> downstreams, Map<String, String> caller, List<String> arguments)
            throws IOException, InterruptedException {
        CacheSettings cache = cache(caller);
        Clock clock = Clock.systemUTC();
        Path here = Path.of("").toAbsolutePath();
        RunFolder folder = RunFolder.create(here, loaded.plan().pipeline(), clock.instant());
        try {
            return run(loaded, downstreams, caller, arguments, cache, clock, here, folder);
        } catch (LocalFailure e) {
            throw folder.deletedUnlessOnRecord()
                    ? e
                    : e.and("What the run did is on record; go on with: sluice resume " + folder.run());
        }
    }

    private Ended run(
            Loaded loaded,
            Map<String, ChosenPipeline> downstreams,
            Map<String, String> caller,
            List<String> arguments,
            CacheSettings cache,
            Clock clock,
            Path here,
            RunFolder folder)
            throws IOException, InterruptedException {
        int most = LocalSetup.spawn(loaded.plan(), spawn, Runtime.getRuntime().availableProcessors());
        Optional<GoodRun> good = GoodRun.find(here, loaded.plan(), List.of(), clock.instant());
        PinnedRun.write(
                folder,
                loaded.pipeline().name(),
                loaded.where().source(),
                loaded.plan().request(),
                loaded.agents());
        LocalSetup setup = new LocalSetup(
                        UUID.randomUUID().toString(),
                        loaded.file().name(),
                        loaded.plan(),
                        most,
                        loaded.agents(),
                        folder,
                        here,
                        caller,
                        family(downstreams, most),
                        Optional.empty(),
                        arguments,
                        loaded.earlier(),
                        loaded.pipeline())
                .withGood(good)
                .withCache(cache);
        loaded.elsewhere().ifPresent(options.log::warn);
        int descriptor = json ? Terminal.ERR : Terminal.OUT;
        Terminal terminal = Terminal.of(descriptor);
        PrintStream out = Terminal.stream(descriptor);
        ProgressLines lines = new ProgressLines(setup.plan(), new Style(terminal.colors()));
        out.println(lines.header(most, here.relativize(folder.path()).toString()));
        if (!loaded.notes().isEmpty()) {
            out.println(NotesText.brief(loaded.notes()));
        }
        try (Display display = Display.on(out, terminal, clock)) {
            Progress progress = new Progress(
                            setup.plan(),
                            lines,
                            display,
                            loaded::place,
                            here,
                            folder.ledger(),
                            "sluice rerun " + folder.run(),
                            clock)
                    .withDownstreams(downstreams)
                    .withDetails(options.log::debug)
                    .withAlone(step -> OnlyHint.of(arguments, step));
            GateDialog dialog = new GateDialog(
                    gates.answers(),
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    out,
                    display,
                    System.getProperty("user.name"));
            LocalRun run = new LocalRun(setup, progress, dialog, clock, LocalRun.GRACE);
            Signals.onEnd(run::cancel);
            if (terminal.live()) {
                Signals.aroundStop(display::pause, display::resume);
            }
            return new Ended(run.run(), folder);
        }
    }

    private CacheSettings cache(Map<String, String> caller) {
        return CacheSettings.of(force, caller)
                .orElseThrow(() -> new UserError("%s=%s is no size; say e.g. 500M or 2G, or 0 for no cache"
                        .formatted(CacheSettings.VARIABLE, caller.get(CacheSettings.VARIABLE))));
    }

    private static Family family(Map<String, ChosenPipeline> downstreams, int spawn) {
        Map<String, Family.Member> members = new LinkedHashMap<>();
        downstreams.forEach((name, chosen) -> members.put(
                name,
                new Family.Member(
                        chosen.where().document().file(),
                        chosen.pipeline(),
                        chosen.where().source())));
        return Family.of(members, spawn);
    }
}
