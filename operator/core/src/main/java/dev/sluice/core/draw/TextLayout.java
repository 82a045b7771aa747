package dev.sluice.core.draw;

import dev.sluice.core.draw.Channel.Way;
import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.draw.Layers.Vertex;
import dev.sluice.core.text.Columns;
import dev.sluice.core.text.Printable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where each box and each way of a drawing goes, in rows and columns of text. */
final class TextLayout {

    private static final int WIDEST_LINE = 32;

    private final Drawing drawing;
    private final List<List<Vertex>> layers;
    private final Map<Vertex, Integer> entries = new HashMap<>();
    private final Map<Vertex, Integer> tops = new HashMap<>();
    private final List<List<Way>> ways = new ArrayList<>();
    private final List<int[]> tracks = new ArrayList<>();

    TextLayout(Drawing drawing, Layers layers) {
        this.drawing = drawing;
        this.layers = layers.layers;
        place(layers);
        route();
    }

    private void place(Layers all) {
        layers.forEach(layer -> Channel.ways(layer)
                .keySet()
                .forEach(next -> next.forEach(vertex -> entries.merge(vertex, 1, Integer::sum))));
        Map<Vertex, Double> middles = Placement.of(all, this::height, 0);
        for (List<Vertex> layer : layers) {
            int free = Integer.MIN_VALUE;
            for (Vertex vertex : layer) {
                int top = (int) Math.floor(middles.get(vertex)) - (height(vertex) - 1) / 2;
                tops.put(vertex, Math.max(top, free));
                free = tops.get(vertex) + height(vertex);
            }
        }
        int highest = tops.values().stream().mapToInt(Integer::intValue).min().orElse(0);
        tops.replaceAll((vertex, top) -> top - highest);
    }

    private void route() {
        for (int at = 0; at + 1 < layers.size(); at++) {
            List<Way> here = waysFrom(at);
            Optional<int[]> found = Channel.tracks(here);
            while (found.isEmpty()) {
                moveDown(layers.get(at + 1), Channel.clash(here));
                here = waysFrom(at);
                found = Channel.tracks(here);
            }
            ways.add(here);
            tracks.add(found.get());
        }
    }

    private void moveDown(List<Vertex> layer, int row) {
        for (Vertex vertex : layer) {
            if (tops.get(vertex) + height(vertex) > row) {
                tops.merge(vertex, 1, Integer::sum);
            }
        }
    }

    private List<Way> waysFrom(int at) {
        Map<Set<Vertex>, List<Vertex>> byGoal = Channel.ways(layers.get(at));
        List<Set<Vertex>> goals = new ArrayList<>(byGoal.keySet());
        goals.sort(Comparator.comparingDouble(
                goal -> byGoal.get(goal).stream().mapToInt(this::exit).average().orElse(0)));
        Map<Vertex, Integer> used = new HashMap<>();
        List<Way> found = new ArrayList<>();
        for (Set<Vertex> goal : goals) {
            Set<Integer> from = new TreeSet<>();
            byGoal.get(goal).forEach(vertex -> from.add(exit(vertex)));
            Set<Integer> to = new TreeSet<>();
            goal.forEach(vertex -> to.add(firstEntry(vertex) + used.merge(vertex, 1, Integer::sum) - 1));
            found.add(new Way(from, to));
        }
        return found;
    }

    /** From left to right, each from top to bottom. */
    List<List<Vertex>> layers() {
        return layers;
    }

    /** From a layer to the next. */
    List<Way> ways(int at) {
        return ways.get(at);
    }

    /** Of those ways; -1: it needs none. */
    int[] tracks(int at) {
        return tracks.get(at);
    }

    int top(Vertex vertex) {
        return tops.get(vertex);
    }

    /** The row in which ways leave it. */
    int exit(Vertex vertex) {
        return tops.get(vertex) + (height(vertex) - 1) / 2;
    }

    /** How many ways come in, each in a row of its own. */
    int entries(Vertex vertex) {
        return entries.getOrDefault(vertex, 0);
    }

    int firstEntry(Vertex vertex) {
        return exit(vertex) - (entries.get(vertex) - 1) / 2;
    }

    int height(Vertex vertex) {
        int ways = entries.getOrDefault(vertex, 1);
        return vertex.bend() ? ways : 2 + Math.max(text(vertex).size(), ways);
    }

    /** Of all of them. */
    int height() {
        return tops.entrySet().stream()
                .mapToInt(e -> e.getValue() + height(e.getKey()))
                .max()
                .orElse(0);
    }

    int width(List<Vertex> layer) {
        return layer.stream()
                .filter(vertex -> !vertex.bend())
                .flatMap(vertex -> text(vertex).stream())
                .mapToInt(line -> Columns.of(line) + 4)
                .max()
                .orElse(1);
    }

    /** Of the ways from a layer to the next; none is right of the last. */
    int channel(int at) {
        if (at >= tracks.size()) {
            return 0;
        }
        int most = 0;
        for (int track : tracks.get(at)) {
            most = Math.max(most, track + 1);
        }
        return Math.max(3, 2 * most + 2);
    }

    /** Of all of them. */
    int width() {
        int width = 0;
        for (int at = 0; at < layers.size(); at++) {
            width += width(layers.get(at)) + channel(at);
        }
        return width;
    }

    List<String> text(Vertex vertex) {
        Node node = drawing.nodes().get(vertex.node());
        List<String> text = new ArrayList<>(List.of(line(node.title())));
        node.lines().forEach(line -> text.add(line(line)));
        return text;
    }

    private static String line(String text) {
        return Columns.cut(Printable.of(text).replaceAll("[\n\t]", " "), WIDEST_LINE);
    }
}
