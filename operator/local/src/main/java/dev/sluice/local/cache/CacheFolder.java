package dev.sluice.local.cache;

import dev.sluice.core.cache.Eviction;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * {@code .sluice/cache}: a folder for each result, named by its key. One is made under another name and renamed into place, and renamed
 * away before it is deleted, so whoever else uses the cache at the time sees all of it or none.
 */
final class CacheFolder {

    private static final String UNFINISHED = "tmp-";

    /** What an entry takes beside its files. */
    static final long ENTRY_BYTES = 4096;

    private static final Duration LONGEST_UNFINISHED = Duration.ofHours(1);

    private final Path folder;

    CacheFolder(Path folder) {
        this.folder = folder;
    }

    private Path of(String key) {
        return folder.resolve(key.substring(key.indexOf(':') + 1));
    }

    Optional<Path> find(String key) {
        return Optional.of(of(key)).filter(Files::isDirectory);
    }

    /** It was of use: it is kept longer. */
    void used(Path entry, Instant now) {
        try {
            Files.setLastModifiedTime(entry, FileTime.from(now));
        } catch (IOException e) {
            // somebody else has evicted it meanwhile
        }
    }

    Path begin() throws IOException {
        Files.createDirectories(folder);
        return Files.createDirectory(folder.resolve(UNFINISHED + UUID.randomUUID()));
    }

    /** The newer one wins. */
    void finish(Path made, String key, Instant now) throws IOException {
        Files.setLastModifiedTime(made, FileTime.from(now));
        try {
            Files.move(made, of(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw e;
        } catch (FileSystemException e) {
            drop(of(key));
            Files.move(made, of(key), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    void drop(Path entry) {
        Path gone = folder.resolve(UNFINISHED + UUID.randomUUID());
        try {
            Files.move(entry, gone, StandardCopyOption.ATOMIC_MOVE);
            delete(gone);
        } catch (IOException e) {
            // somebody else was first
        }
    }

    /** So that the rest is small enough, and nothing stays of runs that were cut off. */
    void evict(long mostBytes, Instant now) {
        List<Eviction.Entry> entries = new ArrayList<>();
        for (Path entry : list()) {
            try {
                Instant used = Files.getLastModifiedTime(entry).toInstant();
                String name = entry.getFileName().toString();
                if (!name.startsWith(UNFINISHED)) {
                    entries.add(new Eviction.Entry(name, bytes(entry), used));
                } else if (used.isBefore(now.minus(LONGEST_UNFINISHED))) {
                    delete(entry);
                }
            } catch (IOException e) {
                // it went away meanwhile
            }
        }
        Eviction.of(entries, mostBytes).forEach(name -> drop(folder.resolve(name)));
    }

    private List<Path> list() {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static long bytes(Path entry) throws IOException {
        long bytes = ENTRY_BYTES;
        try (Stream<Path> all = Files.list(entry)) {
            for (Path file : all.toList()) {
                bytes += Files.size(file);
            }
        }
        return bytes;
    }

    static void delete(Path entry) throws IOException {
        try (Stream<Path> all = Files.walk(entry)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
