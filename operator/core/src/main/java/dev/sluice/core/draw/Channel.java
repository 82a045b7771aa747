package dev.sluice.core.draw;

import dev.sluice.core.draw.Layers.Vertex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The ways between two columns. All that lead to the same steps are one way: its lines meet in one upright line, its track. Ways never
 * share a piece of a track or of a row, so where they cross is all they have in common.
 */
final class Channel {

    /** @param from rows on the left, {@code to} on the right */
    record Way(Set<Integer> from, Set<Integer> to) {

        boolean straight() {
            return from.size() == 1 && from.equals(to);
        }

        int top() {
            return Math.min(min(from), min(to));
        }

        int bottom() {
            return Math.max(max(from), max(to));
        }

        private static int min(Set<Integer> rows) {
            return rows.stream().mapToInt(Integer::intValue).min().orElseThrow();
        }

        private static int max(Set<Integer> rows) {
            return rows.stream().mapToInt(Integer::intValue).max().orElseThrow();
        }
    }

    private Channel() {}

    /** By what they lead to, the vertices of a layer. */
    static Map<Set<Vertex>, List<Vertex>> ways(List<Vertex> layer) {
        Map<Set<Vertex>, List<Vertex>> ways = new LinkedHashMap<>();
        for (Vertex vertex : layer) {
            if (!vertex.next().isEmpty()) {
                ways.computeIfAbsent(new HashSet<>(vertex.next()), next -> new ArrayList<>())
                        .add(vertex);
            }
        }
        return ways;
    }

    /**
     * The track of each way from the left; -1 for one that needs none.
     *
     * <p>Where one comes in on the row where another goes out, the first must turn off before: its track is left of the other's.
     *
     * @return absent: they would have to go round in circles, as {@link #clash} tells
     */
    static Optional<int[]> tracks(List<Way> ways) {
        int[] tracks = new int[ways.size()];
        Arrays.fill(tracks, -1);
        boolean[] done = new boolean[ways.size()];
        Map<Integer, List<Way>> taken = new TreeMap<>();
        for (int left = ways.size(); left > 0; left--) {
            int way = free(ways, done);
            if (way < 0) {
                return Optional.empty();
            }
            done[way] = true;
            if (ways.get(way).straight()) {
                continue;
            }
            int track = 0;
            for (int other = 0; other < ways.size(); other++) {
                if (other != way && done[other] && before(ways.get(other), ways.get(way))) {
                    track = Math.max(track, tracks[other] + 1);
                }
            }
            while (overlaps(ways.get(way), taken.getOrDefault(track, List.of()))) {
                track++;
            }
            tracks[way] = track;
            taken.computeIfAbsent(track, t -> new ArrayList<>()).add(ways.get(way));
        }
        return Optional.of(tracks);
    }

    /** A row on the right which, were it further down, there would be one circle less. */
    static int clash(List<Way> ways) {
        boolean[] done = new boolean[ways.size()];
        for (int way = free(ways, done); way >= 0; way = free(ways, done)) {
            done[way] = true;
        }
        int lowest = -1;
        for (int a = 0; a < ways.size(); a++) {
            for (int b = 0; b < ways.size(); b++) {
                if (a != b && !done[a] && !done[b]) {
                    Set<Integer> shared = new HashSet<>(ways.get(a).from());
                    shared.retainAll(ways.get(b).to());
                    lowest = shared.stream().mapToInt(Integer::intValue).reduce(lowest, Math::max);
                }
            }
        }
        return lowest;
    }

    private static int free(List<Way> ways, boolean[] done) {
        for (int way = 0; way < ways.size(); way++) {
            boolean free = !done[way];
            for (int other = 0; free && other < ways.size(); other++) {
                free = other == way || done[other] || !before(ways.get(other), ways.get(way));
            }
            if (free) {
                return way;
            }
        }
        return -1;
    }

    private static boolean before(Way first, Way second) {
        return first.from().stream().anyMatch(second.to()::contains);
    }

    private static boolean overlaps(Way way, List<Way> others) {
        return others.stream().anyMatch(other -> way.top() <= other.bottom() && other.top() <= way.bottom());
    }
}
