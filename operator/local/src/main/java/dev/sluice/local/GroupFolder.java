package dev.sluice.local;

import dev.sluice.core.concurrency.Places;
import dev.sluice.core.concurrency.PlacesText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Concurrency groups between the runs of one folder: a file a group, changed under a lock. Each run holds a lock of its own as long as it
 * lives, which the system releases however its process ends: who is in a group and holds none is over.
 */
final class GroupFolder implements AutoCloseable {

    /** File locks are a process's, not a thread's. */
    private static final Object WITHIN_THIS_PROCESS = new Object();

    /** Runs of this process: parents and children. Opening their files and closing them again would release their locks. */
    private static final Map<String, Runnable> OF_THIS_PROCESS = new ConcurrentHashMap<>();

    private final Path folder;
    private final String runId;
    private final FileChannel alive;

    private GroupFolder(Path folder, String runId, FileChannel alive) {
        this.folder = folder;
        this.runId = runId;
        this.alive = alive;
    }

    /** @param giveWay asks this run to end; from any thread */
    static GroupFolder enter(Path folder, String runId, Runnable giveWay) {
        try {
            Files.createDirectories(folder);
            Path file = alive(folder, runId);
            Files.writeString(file, Long.toString(ProcessHandle.current().pid()));
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.lock();
            OF_THIS_PROCESS.put(runId, giveWay);
            return new GroupFolder(folder, runId, channel);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    Path path() {
        return folder;
    }

    /** What is there after the change, which is made of what is there without those who are over. */
    Places change(String kind, String group, UnaryOperator<Places> change) {
        String name = kind + "-" + hash(group);
        synchronized (WITHIN_THIS_PROCESS) {
            try (FileChannel channel = FileChannel.open(
                            folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Path file = folder.resolve(name);
                Places now = read(file);
                Places next = change.apply(now.withoutRuns(run -> !isAlive(run)));
                if (!next.equals(now)) {
                    write(file, next);
                }
                return next;
            } catch (IOException e) {
                throw failure(folder, e);
            }
        }
    }

    /** Asks a run to end: one of this process alone, of another process with all that it runs. */
    void cancel(String run) {
        Runnable ofThisProcess = OF_THIS_PROCESS.get(run);
        if (ofThisProcess == null) {
            process(run).ifPresent(ProcessHandle::destroy);
        } else {
            ofThisProcess.run();
        }
    }

    /** The process of a run that is under way. */
    Optional<ProcessHandle> process(String run) {
        try {
            return isAlive(run)
                    ? ProcessHandle.of(
                            Long.parseLong(Files.readString(alive(folder, run)).strip()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // it has just ended
        }
    }

    /** Their ends are changes of the folder. */
    static boolean ofThisProcess(String run) {
        return OF_THIS_PROCESS.containsKey(run);
    }

    /** Returns once that run, of another process, is over. */
    void awaitEnd(String run) throws IOException {
        try (FileChannel channel = FileChannel.open(alive(folder, run), StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Files.deleteIfExists(alive(folder, run));
        } catch (NoSuchFileException e) {
            return; // over already
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(alive(folder, runId));
            alive.close();
            OF_THIS_PROCESS.remove(runId);
        } catch (IOException e) {
            throw failure(folder, e);
        }
    }

    private boolean isAlive(String run) {
        if (OF_THIS_PROCESS.containsKey(run)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(alive(folder, run), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Places read(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Places.NONE;
        }
        String[] parts = Files.readString(file).split("\n--\n", -1);
        return PlacesText.read(parts[0], parts.length > 1 ? parts[1] : "");
    }

    private static void write(Path file, Places places) throws IOException {
        if (places.empty()) {
            Files.deleteIfExists(file);
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, PlacesText.held(places) + "\n--\n" + PlacesText.turns(places));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path alive(Path folder, String run) {
        return folder.resolve(run + ".alive");
    }

    private static String hash(String group) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(group.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static LocalFailure failure(Path folder, IOException e) {
        return LocalFailure.of(
                "cannot keep concurrency groups in " + folder, e, "start Sluice in a folder you may write to");
    }
}
