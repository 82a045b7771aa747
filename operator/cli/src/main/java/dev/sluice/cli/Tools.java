package dev.sluice.cli;

import dev.sluice.core.text.Columns;
import dev.sluice.core.text.Printable;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Programs of this machine, and their versions. */
final class Tools {

    private static final int SECONDS = 10;
    private static final int LONGEST = 80;

    /** Those whose version is asked for, and how; of any other it is enough that it is there. */
    private static final Map<String, List<String>> KNOWN = Map.ofEntries(
            Map.entry("mvn", List.of("--version")),
            Map.entry("gradle", List.of("--version")),
            Map.entry("kubectl", List.of("version", "--client")),
            Map.entry("helm", List.of("version", "--short")),
            Map.entry("java", List.of("--version")),
            Map.entry("node", List.of("--version")),
            Map.entry("npm", List.of("--version")),
            Map.entry("python3", List.of("--version")),
            Map.entry("go", List.of("version")),
            Map.entry("cargo", List.of("--version")),
            Map.entry("make", List.of("--version")),
            Map.entry("docker", List.of("--version")),
            Map.entry("terraform", List.of("version")),
            Map.entry("git", List.of("--version")));

    private Tools() {}

    static boolean known(String tool) {
        return KNOWN.containsKey(tool);
    }

    /** Where it is; absent: nowhere. */
    static Optional<Path> find(String tool) {
        if (tool.contains("/")) {
            return Optional.of(Path.of(tool)).filter(Files::isExecutable);
        }
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, tool))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    static Optional<String> version(String tool) {
        return version(tool, KNOWN.get(tool).toArray(String[]::new));
    }

    /** The line that has a number in it, of what it says; absent where it can't be asked. */
    static Optional<String> version(String tool, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments));
        try {
            Path said = Files.createTempFile("sluice-version", "");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(said.toFile())
                        .start();
                if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return Optional.empty();
                }
                return Files.readString(said)
                        .lines()
                        .map(line -> Columns.cut(Printable.of(line).strip(), LONGEST))
                        .filter(line -> line.matches(".*\\d+\\.\\d+.*"))
                        .findFirst()
                        .filter(line -> process.exitValue() == 0);
            } finally {
                Files.delete(said);
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
