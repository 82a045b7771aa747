package dev.sluice.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run's record looked like before each of its writes and after the last, as a kill -9 in that moment would have left it. Whoever
 * writes a record looks at the clock first; so the clock is where it is looked at.
 */
final class LedgerMoments {

    /** @param events a line of JSON each, the last of which may be cut off in its middle */
    record Moment(String ledger, String events) {

        KnownJobs known() {
            return KnownJobs.of(ledger, events);
        }
    }

    private static final int NOBODY = 99_999_999;

    private final RunFolder folder;
    private final List<Moment> all = new ArrayList<>();

    LedgerMoments(RunFolder folder) {
        this.folder = folder;
    }

    String run() {
        return folder.run();
    }

    Clock seenBy(Clock clock) {
        return ((InstantSource) () -> {
                    look();
                    return clock.instant();
                })
                .withZone(ZoneOffset.UTC);
    }

    void look() {
        Moment now = new Moment(text(folder.ledger()), text(folder.events()));
        if (all.isEmpty() || !all.get(all.size() - 1).equals(now)) {
            all.add(now);
        }
    }

    /** Also those in the middle of a line. */
    List<Moment> all() {
        List<Moment> cuts = new ArrayList<>();
        String before = "";
        for (Moment moment : all) {
            String line = moment.events.substring(before.length());
            if (!line.isEmpty()) {
                cuts.add(new Moment(moment.ledger, before + line.substring(0, line.length() / 2)));
            }
            cuts.add(moment);
            before = moment.events;
        }
        return cuts;
    }

    /** As it was then, in another folder; its process is gone. */
    void restore(Moment moment, Path base) throws IOException {
        RunFolder copy = new RunFolder(
                folder.run(), base.resolve(".sluice").resolve("runs").resolve(folder.run()));
        copy(folder.path(), copy.path());
        Files.writeString(copy.ledger(), moment.ledger.replaceFirst("\"pid\" : \\d+", "\"pid\" : " + NOBODY));
        Files.writeString(copy.events(), moment.events);
        if (moment.ledger.isEmpty()) {
            Files.delete(copy.ledger());
        }
    }

    /** What is read of a run's folder later. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, "*.{json,jsonl,yaml}")) {
            for (Path file : files) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
