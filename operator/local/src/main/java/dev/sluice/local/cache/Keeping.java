package dev.sluice.local.cache;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Copies what a job wrote. */
final class Keeping {

    private static final int MOST_FILES = 10_000;

    private final Place place;
    private final Path to;
    private final long mostBytes;
    private final List<CacheEntry.Kept> kept = new ArrayList<>();
    private long bytes;

    private Keeping(Place place, Path to, long mostBytes) {
        this.place = place;
        this.to = to;
        this.mostBytes = mostBytes;
    }

    /** Returns how many bytes there are now. */
    static long keep(
            Place place, Path to, long mostBytes, String job, Map<String, String> outputs, List<String> artifacts)
            throws IOException, Place.Refused {
        Keeping keeping = new Keeping(place, to, mostBytes);
        for (String artifact : artifacts) {
            keeping.add(place.inside(artifact));
        }
        Files.writeString(to.resolve(CacheEntry.FILE), new CacheEntry(job, outputs, keeping.kept).json());
        return keeping.bytes;
    }

    private void add(Path artifact) throws IOException, Place.Refused {
        List<Path> all;
        try (Stream<Path> found = Files.walk(artifact)) {
            all = found.filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .limit(MOST_FILES + 1L)
                    .sorted()
                    .toList();
        }
        if (kept.size() + all.size() > MOST_FILES) {
            throw new Place.Refused("it wrote more than 10,000 files");
        }
        for (Path file : all) {
            copy(file);
        }
    }

    private void copy(Path file) throws IOException, Place.Refused {
        String name = place.name(file);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Place.Refused("artifact " + name + " is no file but a link or something else");
        }
        bytes += Files.size(file);
        if (bytes > mostBytes) {
            throw new Place.Refused("its artifacts are larger than the whole cache may be");
        }
        try (OutputStream out = Files.newOutputStream(to.resolve(Integer.toString(kept.size())))) {
            kept.add(new CacheEntry.Kept(name, Content.mode(file), Content.copy(file, out)));
        }
    }
}
