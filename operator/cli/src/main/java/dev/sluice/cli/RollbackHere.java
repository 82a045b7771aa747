package dev.sluice.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.RollbackRequest;
import dev.sluice.core.text.Nearest;
import dev.sluice.local.GoodRun;
import dev.sluice.local.KeptRun;
import dev.sluice.local.LedgerRecord;
import dev.sluice.local.LocalFailure;
import dev.sluice.local.LocalRun;
import dev.sluice.local.LocalSetup;
import dev.sluice.local.Preflight;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rollback of a run of this machine, by hand (C7): in the run's own folder and on its record. */
final class RollbackHere {

    private RollbackHere() {}

    /** One at a time: a step is undone once. */
    static int of(String name, String to, String by, boolean json) throws IOException, InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        ClusterOptions.orHint(() -> LedgerRecord.read(here, name));
        Path folder = here.resolve(".sluice").resolve("runs").resolve(name);
        try (FileChannel file = opened(folder.resolve("rollback.lock"));
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw new UserError(
                        "sluice: run " + name + " is being rolled back already; ask again once that has ended");
            }
            return undo(here, KeptRun.read(here, name), to, by, json);
        }
    }

    private static FileChannel opened(Path file) {
        try {
            return FileChannel.open(file, CREATE, WRITE);
        } catch (IOException e) {
            throw new UserError("sluice: cannot write " + file + ": " + LocalFailure.reason(e)
                    + "; what is undone has to go on the run's record");
        }
    }

    private static int undo(Path here, KeptRun found, String to, String by, boolean json)
            throws IOException, InterruptedException {
        Optional<GoodRun> good = GoodRun.find(here, found.plan(), List.of(to), found.began());
        if (!found.plan().steps().containsKey(to)) {
            throw new UserError("sluice: run " + found.folder().run() + " has no step \"" + to + "\""
                    + Nearest.hint(to, found.plan().steps().keySet()));
        }
        KeptRun kept = found.asking(new RollbackRequest(by, to));
        Map<String, String> caller = System.getenv();
        List<String> lacking =
                Preflight.check(
                                kept.pinned().pipeline(),
                                kept.plan(),
                                kept.pinned().agents(),
                                caller)
                        .stream()
                        .map(problem -> kept.folder().run() + ": " + problem)
                        .toList();
        if (!lacking.isEmpty()) {
            throw new UserError(lacking);
        }
        int most = LocalSetup.spawn(
                kept.plan(), Optional.empty(), Runtime.getRuntime().availableProcessors());
        return undo(here, LocalSetup.undoing(kept, good, here, caller, most), json);
    }

    private static int undo(Path here, LocalSetup setup, boolean json) throws IOException, InterruptedException {
        int descriptor = json ? Terminal.ERR : Terminal.OUT;
        Terminal terminal = Terminal.of(descriptor);
        PrintStream out = Terminal.stream(descriptor);
        ProgressLines lines = new ProgressLines(setup.plan(), new Style(terminal.colors()));
        Clock clock = Clock.systemUTC();
        String run = setup.folder().run();
        try (Display display = Display.on(out, terminal, clock)) {
            Progress progress = new Progress(
                    // None of its steps are run: there is nothing to count.
                    setup.plan().withSteps(Map.of()),
                    lines,
                    display,
                    step -> setup.file(),
                    here,
                    setup.folder().ledger(),
                    "sluice rerun " + run,
                    clock);
            LocalRun undoing = new LocalRun(setup, progress, clock, LocalRun.GRACE);
            Signals.onEnd(undoing::cancel);
            Report report = undoing.run();
            if (json) {
                Terminal.stream(Terminal.OUT)
                        .write(Files.readAllBytes(setup.folder().ledger()));
            }
            return exit(out, report.rollbacks().get(report.rollbacks().size() - 1));
        }
    }

    private static int exit(PrintStream out, Rollback rollback) {
        if (rollback.refused()) {
            out.println("not rolled back: " + rollback.message());
        }
        return switch (rollback.state()) {
            case SUCCEEDED -> Exit.SUCCEEDED;
            case CANCELLED -> Exit.CANCELLED;
            default -> Exit.FAILED;
        };
    }
}
