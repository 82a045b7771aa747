package dev.sluice.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder of e2e/ with a test.sh: one thing that Sluice does, shown on a cluster. */
record Behaviour(Path folder) {
    private static final Duration LIMIT = Duration.ofMinutes(8);
    private static final int SKIPPED = 77;

    static List<Behaviour> all(Path e2e) throws IOException {
        try (var folders = Files.list(e2e)) {
            return folders.filter(f -> Files.exists(f.resolve("test.sh")))
                    .sorted()
                    .map(Behaviour::new)
                    .toList();
        }
    }

    String name() {
        return folder.getFileName().toString();
    }

    /** It disturbs the operator, so nothing else may run beside it. */
    boolean alone() throws IOException {
        return text().contains("\n# alone: ");
    }

    /** It judges what the others have done. */
    boolean last() throws IOException {
        return text().contains("\n# alone: last");
    }

    private String text() throws IOException {
        return Files.readString(folder.resolve("test.sh"));
    }

    record Outcome(int status, String output, Duration took) {
        boolean skipped() {
            return status == SKIPPED;
        }

        /** What the script says of its failure; its last words if it says nothing. */
        String reasons() {
            var lines = output.lines().toList();
            var said =
                    lines.stream().filter(line -> line.startsWith("FAILED: ")).toList();
            return String.join(
                    "\n", said.isEmpty() ? lines.subList(Math.max(0, lines.size() - 5), lines.size()) : said);
        }
    }

    Outcome run() throws IOException, InterruptedException {
        return Command.run(folder.getParent(), LIMIT, folder.resolve("test.sh").toString());
    }

    /** A program, waited for; what it prints goes to a file, so that no pipe fills. */
    static final class Command {
        private Command() {}

        static Outcome run(Path directory, Duration limit, String... command) throws IOException, InterruptedException {
            var output = Files.createTempFile("e2e", ".log");
            var began = System.nanoTime();
            try {
                var process = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                try {
                    process.getOutputStream().close();
                    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                        // Kindly first: the script then tells what was there, and cleans up.
                        process.destroy();
                        process.waitFor(60, TimeUnit.SECONDS);
                        return new Outcome(
                                124,
                                Files.readString(output) + "\nnot done after " + limit.toMinutes() + " minutes",
                                limit);
                    }
                    return new Outcome(
                            process.exitValue(), Files.readString(output), Duration.ofNanos(System.nanoTime() - began));
                } finally {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            } finally {
                Files.delete(output);
            }
        }
    }
}
