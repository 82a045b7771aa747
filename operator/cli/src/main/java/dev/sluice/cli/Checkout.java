package dev.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * What git knows of the folder that a run stands in; empty where there is no git, or no repository. No text of a user reaches git as
 * anything but a revision to look up.
 */
final class Checkout {

    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_PATHS = 1000;
    private static final int SECONDS = 30;
    private static final File NOTHING = new File("/dev/null");

    private static final Path HERE = Path.of("").toAbsolutePath();

    /** git is asked once: a process is a hundredth of a second, and a command is over before the answer changes. */
    private final Map<List<String>, Optional<String>> answers = new HashMap<>();

    /** Empty also where no branch is checked out. */
    String branch() {
        return here("symbolic-ref", "--quiet", "--short", "HEAD").orElse("");
    }

    /** Whether there is one, and git to ask about it. */
    boolean is() {
        return here("rev-parse", "--show-toplevel").isPresent();
    }

    /** The commit that is checked out. */
    String revision() {
        return here("rev-parse", "--verify", "--quiet", "HEAD^{commit}").orElse("");
    }

    /** What a name stands for here. */
    Optional<String> commit(String name) {
        return here("rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}");
    }

    /** URLs of the repositories that this one knows. */
    List<String> remotes() {
        return output(HERE, "config", "--get-regexp", "^remote\\..*\\.url$")
                .orElse("")
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    /**
     * Files that differ from the last commit in common with {@code base}, also those not committed or not known to git yet. Absent:
     * not known, or more than an event may have.
     */
    Optional<List<String>> changedSince(String base) {
        Optional<Path> top = here("rev-parse", "--show-toplevel").map(Path::of);
        if (top.isEmpty()) {
            return Optional.empty();
        }
        String commit = here("rev-parse", "--verify", "--quiet", "--end-of-options", base + "^{commit}")
                .orElseThrow(() -> new UserError("--base " + base + ": git knows no such revision"));
        Optional<String> common = here("merge-base", commit, "HEAD");
        if (common.isEmpty()) {
            throw new UserError("--base " + base + ": has no commit in common with what is checked out");
        }
        Optional<List<String>> changed = names(
                top.get(), "diff", "--name-only", "-z", "--no-renames", "--no-relative", "--no-ext-diff", common.get());
        Optional<List<String>> others = names(top.get(), "ls-files", "--others", "--exclude-standard", "-z");
        Set<String> all = new TreeSet<>(changed.orElse(List.of()));
        all.addAll(others.orElse(List.of()));
        return changed.isEmpty() || others.isEmpty() || all.size() > MOST_PATHS
                ? Optional.empty()
                : Optional.of(List.copyOf(all));
    }

    private static Optional<List<String>> names(Path folder, String... arguments) {
        return output(folder, arguments).map(text -> List.of(text.split("\0")).stream()
                .filter(name -> !name.isEmpty())
                .toList());
    }

    private Optional<String> here(String... arguments) {
        return answers.computeIfAbsent(List.of(arguments), asked -> line(HERE, arguments));
    }

    private static Optional<String> line(Path folder, String... arguments) {
        return output(folder, arguments).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** What git prints; absent where it can't be run, fails, or prints without end. */
    private static Optional<String> output(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(NOTHING)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("GIT_OPTIONAL_LOCKS", "0", "GIT_TERMINAL_PROMPT", "0"));
        try {
            Process process = builder.start();
            try (InputStream out = process.getInputStream()) {
                byte[] bytes = out.readNBytes(MOST_BYTES);
                boolean whole = out.read() < 0;
                boolean ended = whole && process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
                return ended ? Optional.of(new String(bytes, StandardCharsets.UTF_8)) : Optional.empty();
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
