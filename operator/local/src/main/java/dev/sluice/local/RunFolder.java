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
            throw LocalFailure.of(
                    "cannot make a folder for the run in " + runs, e, "start Sluice in a folder you may write to");
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
            Files.writeString(ignore, "/*\n!/definitions/\n"); // which people store, and review
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
