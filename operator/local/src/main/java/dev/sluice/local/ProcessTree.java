package dev.sluice.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * All processes of one attempt: the first one, its descendants, and on Linux also those that left it (a daemon whose parents are
 * gone): they are known by their session and by a variable that every process inherits. Only one that clears its environment,
 * changes its session and loses its parents, all three, gets away; elsewhere than on Linux, one that loses its parents.
 *
 * @param root the first process
 * @param marker {@code NAME=value} as it stands in the environment of this attempt's processes and of no others
 */
record ProcessTree(ProcessHandle root, String marker) implements Stoppable {

    private static final Path PROC = Path.of("/proc");
    /** Absent elsewhere than on Linux. */
    private static final Optional<Stat> OUR_BIRTH = Stat.of(PROC.resolve("self"));

    /** Asks every process to end. */
    @Override
    public void terminate() {
        members().forEach(ProcessHandle::destroy);
    }

    /** Ends every process, also those that are born meanwhile. */
    @Override
    public void kill() {
        Set<ProcessHandle> members = members();
        while (!members.isEmpty()) {
            members.forEach(ProcessHandle::destroyForcibly);
            if (!awaitEnd(members, Duration.ofSeconds(1))) {
                return; // in uninterruptible sleep, or not ours to end: it stays the kernel's
            }
            members = members();
        }
    }

    /** Lets what runs end by itself for as long as {@code grace}, then ends it. */
    @Override
    public void endWithin(Duration grace) {
        if (!grace.isNegative() && !grace.isZero()) {
            awaitEnd(members(), grace);
        }
        kill();
    }

    Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new LinkedHashSet<>();
        if (root.isAlive()) {
            members.add(root);
            root.descendants().forEach(members::add);
        }
        if (OUR_BIRTH.isPresent()) {
            addStrays(members);
        }
        members.removeIf(p -> !p.isAlive() || p.equals(ProcessHandle.current()));
        return members;
    }

    private void addStrays(Set<ProcessHandle> members) {
        boolean numberIsOurs = root.isAlive() || ProcessHandle.of(root.pid()).isEmpty();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                Optional<Stat> stat = Stat.of(process).filter(Stat::mayBeOurs);
                if (stat.isPresent() && (numberIsOurs && stat.get().session() == root.pid() || isMarked(process))) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(members::add);
                }
            }
        } catch (IOException e) {
            // /proc went away under us: descendants are what is left to know
        }
    }

    private boolean isMarked(Path process) {
        try {
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            String latin = new String(marker.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            return environment.startsWith(latin + '\0') || environment.contains('\0' + latin + '\0');
        } catch (IOException e) {
            return false; // somebody else's, or ended
        }
    }

    /**
     * What Linux tells of a process.
     *
     * @param birth in ticks since the machine's start
     */
    private record Stat(boolean dead, long session, long birth) {

        /** Words are counted from the command's closing bracket, as the command may hold anything. */
        static Optional<Stat> of(Path process) {
            try {
                String stat = Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1);
                String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                return Optional.of(new Stat(words[0].equals("Z"), Long.parseLong(words[3]), Long.parseLong(words[19])));
            } catch (IOException | RuntimeException e) {
                return Optional.empty(); // it ended while being looked at
            }
        }

        /** Most processes of a machine are older than Sluice, and need no closer look. */
        boolean mayBeOurs() {
            return !dead && birth >= OUR_BIRTH.orElseThrow().birth();
        }
    }

    private static boolean awaitEnd(Set<ProcessHandle> processes, Duration longest) {
        CompletableFuture<?> all = CompletableFuture.allOf(
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new));
        try {
            all.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
