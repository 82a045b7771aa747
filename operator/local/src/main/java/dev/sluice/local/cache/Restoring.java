package dev.sluice.local.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a result's files back where its job would have written them: all of them, or none. */
final class Restoring {

    private final Place place;
    private final Map<Path, Path> fresh = new LinkedHashMap<>();

    private Restoring(Place place) {
        this.place = place;
    }

    /**
     * Whether all is as the job left it now.
     *
     * @param artifacts what the job declares; an entry with anything else is damaged
     */
    static boolean restore(Place place, Path entry, CacheEntry kept, List<String> artifacts) {
        Restoring restoring = new Restoring(place);
        try {
            for (int i = 0; i < kept.files().size(); i++) {
                CacheEntry.Kept file = kept.files().get(i);
                boolean declared = artifacts.stream()
                        .anyMatch(path -> file.path().equals(path)
                                || file.path().startsWith(path.endsWith("/") ? path : path + "/"));
                if (!declared || !restoring.prepare(file, entry.resolve(Integer.toString(i)))) {
                    return false;
                }
            }
            restoring.finish();
            return true;
        } catch (IOException | Place.Refused | IllegalArgumentException e) {
            return false;
        } finally {
            restoring.tidy();
        }
    }

    private boolean prepare(CacheEntry.Kept kept, Path copy) throws IOException, Place.Refused {
        Path file = place.inside(kept.path());
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Content.mode(file).equals(kept.mode())
                && Content.digest(file).equals(kept.digest())) {
            return true;
        }
        Files.createDirectories(file.getParent());
        Path beside = Files.createTempFile(file.getParent(), ".sluice-", ".tmp");
        fresh.put(beside, file);
        try (OutputStream out = Files.newOutputStream(beside)) {
            if (!Content.copy(copy, out).equals(kept.digest())) {
                return false;
            }
        }
        Content.mode(beside, kept.mode());
        return true;
    }

    private void finish() throws IOException {
        for (Map.Entry<Path, Path> file : fresh.entrySet()) {
            Files.move(
                    file.getKey(),
                    file.getValue(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void tidy() {
        for (Path beside : fresh.keySet()) {
            try {
                Files.deleteIfExists(beside);
            } catch (IOException e) {
                // it is out of the way: its name begins with a dot
            }
        }
    }
}
