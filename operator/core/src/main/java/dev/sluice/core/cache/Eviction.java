package dev.sluice.core.cache;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What has to go so that the rest is small enough: what was not used for longest. */
public final class Eviction {

    private Eviction() {}

    /** @param used when it was last taken, or kept */
    public record Entry(String key, long bytes, Instant used) {}

    public static List<String> of(Collection<Entry> entries, long mostBytes) {
        List<Entry> newestFirst = entries.stream()
                .sorted(Comparator.comparing(Entry::used).reversed().thenComparing(Entry::key))
                .toList();
        List<String> gone = new ArrayList<>();
        long bytes = 0;
        for (Entry entry : newestFirst) {
            if (bytes + entry.bytes() > mostBytes) {
                gone.add(entry.key());
            } else {
                bytes += entry.bytes();
            }
        }
        return gone;
    }
}
