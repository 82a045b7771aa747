package dev.sluice.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.stream.Stream;

/** Where one run keeps its ledger, logs and scripts: {@code .sluice/runs/<run>} below the folder Sluice was started in. */
public record RunFolder(String run, Path path) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final String LETTERS = "bcdfghjklmnpqrstvwxz2456789";
    private static final int LONGEST_NAME = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A new folder with a name nobody has: the pipeline, when, and four letters by lot. */
    public static RunFolder create(Path base, String pipeline, Instant now) {
        Path sluice = base.resolve(".sluice");
        Path runs = sluice.resolve("runs");
        boolean first = Files.notExists(sluice);
        try {
            Files.createDirectories(runs);
            keepOutOfGit(sluice);
            while (true) {
                String run = pipeline + "-" + TIME.format(now.atZone(ZoneId.systemDefault())) + "-" + lot();
                try {
                    return new RunFolder(run, Files.createDirectory(runs.resolve(run)));
                } catch (FileAlreadyExistsException e) {
                    // another lot
                }
            }
        } catch (IOException e) {
            if (first) {
                Stream.of(runs, sluice).forEach(RunFolder::delete);
            }
            throw LocalFailure.of(
                    "cannot make a folder for the run in " + runs, e, "start Sluice in a folder you may write to");
        }
    }

    /** One that is there, or is looked for. */
    static RunFolder of(Path base, String run) {
        return new RunFolder(run, base.resolve(".sluice").resolve("runs").resolve(run));
    }

    /** Of a run that never came to be on record nothing is left. @return whether it is so */
    public boolean deletedUnlessOnRecord() {
        if (Files.exists(ledger())) {
            return false;
        }
        try (Stream<Path> files = Files.list(path)) {
            files.forEach(RunFolder::delete);
        } catch (IOException e) {
            return true; // what stopped the run is to be told, and not this
        }
        delete(path);
        return true;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // somebody put something in it
        }
    }

    public Path ledger() {
        return path.resolve("run.json");
    }

    /** A line of JSON for whatever happens to a stage. */
    public Path events() {
        return path.resolve("events.jsonl");
    }

    /** Where runs of this folder meet that exclude one another. */
    Path groups() {
        return path.resolveSibling("../groups").normalize();
    }

    Path log(String job) {
        return path.resolve(fileName(job) + ".log");
    }

    Path script(String job) {
        return path.resolve(fileName(job) + ".sh");
    }

    Path upload(int number) {
        return path.resolve("upload-" + number + ".yaml");
    }

    Path output(String job, int attempt) {
        return path.resolve(fileName(job) + ".output-" + attempt);
    }

    /** A job with a long target's name has a name that no file can have. */
    private static String fileName(String job) {
        return job.length() <= LONGEST_NAME
                ? job
                : job.substring(0, LONGEST_NAME - 40) + "-"
                        + UUID.nameUUIDFromBytes(job.getBytes(StandardCharsets.UTF_8));
    }

    private static void keepOutOfGit(Path sluice) throws IOException {
        Path ignore = sluice.resolve(".gitignore");
        if (Files.notExists(ignore)) {
            try {
                Files.writeString(ignore, "/*\n!/definitions/\n"); // which people store, and review
            } catch (IOException e) {
                delete(ignore); // half of it would be taken for all
                throw e;
            }
        }
    }

    private static String lot() {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            letters.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }
}
