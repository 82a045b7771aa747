package dev.sluice.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The runs of a folder. */
public final class LocalRuns {

    /** A run's name ends in its time and four letters by lot: {@code -20261128-051500-bcdf}. */
    private static final int TIME_AND_LOT = 20;

    private static final int LOT = 5;

    private LocalRuns() {}

    /** Where they are. */
    static Path folder(Path base) {
        return base.resolve(".sluice").resolve("runs");
    }

    /** Names, the newest first. */
    public static List<String> names(Path base) {
        Path runs = folder(base);
        if (!Files.isDirectory(runs)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(folder -> Files.isRegularFile(folder.resolve("run.json")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted(Comparator.comparing(LocalRuns::time)
                            .thenComparing(name -> start(base, name)) // read of those of one second alone
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw LocalFailure.of("cannot read " + runs, e, "may you read it?");
        }
    }

    /** Their records, the newest first; what can't be read is left out. */
    public static Stream<LedgerRecord> records(Path base) {
        return names(base).stream().flatMap(name -> record(base, name).stream());
    }

    /** The last one that was begun by itself, and not by a step of another. */
    public static Optional<LedgerRecord> latest(Path base) {
        return records(base).filter(run -> run.parent().isEmpty()).findFirst();
    }

    /** A run by its name; the last one is called latest. */
    public static String named(Path base, String name) {
        return name.equals("latest") ? latest(base).map(LedgerRecord::run).orElseThrow(() -> noneToRead(base)) : name;
    }

    /** Which is not always because there is none. */
    private static LocalFailure noneToRead(Path base) {
        names(base).forEach(name -> LedgerRecord.read(base, name)); // which says why it can't be read
        return new LocalFailure("there is no run here yet: sluice run makes one");
    }

    private static Optional<LedgerRecord> record(Path base, String name) {
        return LedgerRecord.read(
                base.resolve(".sluice").resolve("runs").resolve(name).resolve("run.json"));
    }

    private static Instant start(Path base, String name) {
        return record(base, name).map(LedgerRecord::start).orElse(Instant.EPOCH);
    }

    private static String time(String name) {
        return name.length() < TIME_AND_LOT ? "" : name.substring(name.length() - TIME_AND_LOT, name.length() - LOT);
    }
}
