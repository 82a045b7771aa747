package dev.sluice.local;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/** The logs of a run of this machine, one that is over, under way or was cut off. */
public final class FollowedRun {

    private final String run;
    private final Path folder;
    private final Path ledger;
    private final Predicate<LedgerRecord.JobLog> wanted;
    private final Lines lines;
    private final Map<String, GrowingLog> logs = new LinkedHashMap<>();
    private final Map<String, LedgerRecord.JobLog> jobs = new LinkedHashMap<>();

    /** Told of every line. */
    public interface Lines {
        void line(LedgerRecord.JobLog job, String line);
    }

    /** @throws LocalFailure where there is no such run */
    public FollowedRun(Path base, String run, Predicate<LedgerRecord.JobLog> wanted, Lines lines) {
        LedgerRecord.read(base, run);
        this.run = run;
        this.folder = base.resolve(".sluice").resolve("runs").resolve(run);
        this.ledger = folder.resolve("run.json");
        this.wanted = wanted;
        this.lines = lines;
    }

    /**
     * What there is now, job by job.
     *
     * @param most the last lines of each job; below 0: all
     */
    public void tell(int most) {
        look();
        logs.forEach((name, log) -> {
            if (most >= 0) {
                log.last(most, true);
            }
            log.end(line -> lines.line(jobs.get(name), line));
        });
    }

    /** And what comes, until the run has ended or its process is gone. Files that change wake it, nothing else does. */
    public void follow(int most) throws IOException, InterruptedException {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            LedgerRecord record = record();
            ProcessHandle.of(Long.parseLong(record.pid()))
                    .ifPresent(process -> process.onExit().thenRun(() -> close(watch)));
            begin(most);
            while (!over(record)) {
                boolean changed = next(watch);
                if (changed) {
                    record = look();
                }
                logs.forEach((name, log) -> log.read(line -> lines.line(jobs.get(name), line)));
            }
        } catch (ClosedWatchServiceException e) {
            // its process has ended
        }
        look();
        logs.forEach((name, log) -> log.end(line -> lines.line(jobs.get(name), line)));
    }

    /** How the run ended; absent state: it was cut off. */
    public boolean cutOff() {
        LedgerRecord record = record();
        return !record.ended() && !record.alive();
    }

    private static boolean over(LedgerRecord record) {
        return record.ended() || !record.alive();
    }

    private void begin(int most) {
        look();
        logs.forEach((name, log) -> {
            if (most >= 0) {
                log.last(most, false);
            }
            log.read(line -> lines.line(jobs.get(name), line));
        });
    }

    /** Whether the record is another; logs are looked at in any case. */
    private static boolean next(WatchService watch) throws InterruptedException {
        WatchKey key = watch.take();
        boolean record = key.pollEvents().stream()
                .anyMatch(event -> event.kind() == StandardWatchEventKinds.OVERFLOW
                        || event.kind() == StandardWatchEventKinds.ENTRY_CREATE
                        || String.valueOf(event.context()).equals("run.json"));
        key.reset();
        return record;
    }

    private LedgerRecord look() {
        LedgerRecord record = record();
        for (LedgerRecord.JobLog job : record.logs(folder)) {
            if (wanted.test(job)) {
                jobs.put(job.job(), job);
                logs.computeIfAbsent(job.job(), name -> new GrowingLog(job.log()));
            }
        }
        return record;
    }

    private LedgerRecord record() {
        return LedgerRecord.read(ledger)
                .orElseThrow(() -> new LocalFailure("the record of run " + run + " can't be read any more: " + ledger));
    }

    private static void close(WatchService watch) {
        try {
            watch.close();
        } catch (IOException e) {
            // it is of no use any more in any case
        }
    }
}
