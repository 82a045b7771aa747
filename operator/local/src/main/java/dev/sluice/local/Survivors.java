package dev.sluice.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a run began that lives on after Sluice itself was killed. Known, as for {@link ProcessTree}, by the variable that every process of
 * an attempt inherits; elsewhere than on Linux nobody can tell.
 */
final class Survivors {

    private static final Path PROC = Path.of("/proc");
    private static final int MOST_TOLD = 10;

    private Survivors() {}

    /** @throws LocalFailure where any does: beside it, the same work would be done twice, or undone while it is done */
    static void demandNone(Path base, String run) {
        Map<String, List<String>> alive = of(base.resolve(".sluice").resolve("runs"), run);
        if (!alive.isEmpty()) {
            String jobs = alive.entrySet().stream()
                    .map(job -> job.getKey() + " (" + (job.getValue().size() == 1 ? "process " : "processes ")
                            + String.join(" ", job.getValue()) + ")")
                    .collect(Collectors.joining(", "));
            String all = alive.values().stream().flatMap(List::stream).collect(Collectors.joining(" "));
            throw new LocalFailure("run " + run + " was cut off, and what it began goes on: " + jobs
                    + "; wait until that has ended, or end it with: kill " + all);
        }
    }

    /** Processes by job. */
    private static Map<String, List<String>> of(Path runs, String run) {
        String folders = "SLUICE_OUTPUT=" + runs + "/";
        String latin = new String(folders.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        Pattern marker =
                Pattern.compile("(?:^|\0)" + Pattern.quote(latin) + "([^/\0]+)/([^/\0]+)\\.output-\\d+(?:\0|$)");
        Map<String, List<String>> alive = new TreeMap<>();
        int told = 0;
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Matcher found = marker.matcher(environment(process));
                if (told < MOST_TOLD && found.find() && isOf(runs, found.group(1), run)) {
                    alive.computeIfAbsent(found.group(2), job -> new ArrayList<>())
                            .add(process.getFileName().toString());
                    told++;
                }
            }
        } catch (IOException e) {
            return Map.of(); // no Linux
        }
        return alive;
    }

    /** The run itself, or one that its steps started. */
    private static boolean isOf(Path runs, String found, String run) {
        Optional<String> ancestor = Optional.of(found);
        for (int i = 0; i < MOST_TOLD && ancestor.isPresent(); i++) {
            if (ancestor.get().equals(run)) {
                return true;
            }
            ancestor = LedgerRecord.read(runs.resolve(ancestor.get()).resolve("run.json"))
                    .flatMap(LedgerRecord::parent);
        }
        return false;
    }

    private static String environment(Path process) {
        try {
            return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // somebody else's, or ended
        }
    }
}
