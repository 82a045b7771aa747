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

/** Boxes from left to right, and the lines between them. A line that passes below another is interrupted by it. */
public final class TextGraph {

    private static final int MOST_NODES = 60;
    private static final int MOST_LAYERS = 40;
    private static final int WIDEST_LINE = 32;

    private final Drawing drawing;
    private final Layers layers;
    private final Map<Vertex, Integer> entries = new HashMap<>();
    private final Map<Vertex, Integer> tops = new HashMap<>();
    private final List<List<Way>> ways = new ArrayList<>();
    private final List<int[]> tracks = new ArrayList<>();

    private TextGraph(Drawing drawing) {
        this.drawing = drawing;
        this.layers = Layers.of(drawing);
    }

    /** Absent: it is too large to be read, or wider than that many columns. */
    public static Optional<List<String>> of(Drawing drawing, int columns) {
        if (drawing.nodes().size() > MOST_NODES) {
            return Optional.empty();
        }
        TextGraph graph = new TextGraph(drawing);
        if (graph.layers.layers.size() > MOST_LAYERS) {
            return Optional.empty();
        }
        graph.place();
        graph.route();
        return graph.width() > columns ? Optional.empty() : Optional.of(graph.draw());
    }

    private void place() {
        layers.layers.forEach(layer -> Channel.ways(layer)
                .keySet()
                .forEach(next -> next.forEach(vertex -> entries.merge(vertex, 1, Integer::sum))));
        Map<Vertex, Double> middles = Placement.of(layers, this::height, 0);
        for (List<Vertex> layer : layers.layers) {
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
        for (int at = 0; at + 1 < layers.layers.size(); at++) {
            List<Way> here = ways(at);
            Optional<int[]> found = Channel.tracks(here);
            while (found.isEmpty()) {
                moveDown(layers.layers.get(at + 1), Channel.clash(here));
                here = ways(at);
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

    private List<Way> ways(int at) {
        Map<Set<Vertex>, List<Vertex>> byGoal = Channel.ways(layers.layers.get(at));
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

    private int exit(Vertex vertex) {
        return tops.get(vertex) + (height(vertex) - 1) / 2;
    }

    private int firstEntry(Vertex vertex) {
        return exit(vertex) - (entries.get(vertex) - 1) / 2;
    }

    private int height(Vertex vertex) {
        int ways = entries.getOrDefault(vertex, 1);
        return vertex.bend() ? ways : 2 + Math.max(text(vertex).size(), ways);
    }

    private int width(List<Vertex> layer) {
        return layer.stream()
                .filter(vertex -> !vertex.bend())
                .flatMap(vertex -> text(vertex).stream())
                .mapToInt(line -> Columns.of(line) + 4)
                .max()
                .orElse(1);
    }

    private int channel(int at) {
        int most = 0;
        for (int track : tracks.get(at)) {
            most = Math.max(most, track + 1);
        }
        return Math.max(3, 2 * most + 2);
    }

    private int width() {
        int width = 0;
        for (int at = 0; at < layers.layers.size(); at++) {
            width += width(layers.layers.get(at)) + (at < tracks.size() ? channel(at) : 0);
        }
        return width;
    }

    private List<String> text(Vertex vertex) {
        Node node = drawing.nodes().get(vertex.node());
        List<String> text = new ArrayList<>(List.of(line(node.title())));
        node.lines().forEach(line -> text.add(line(line)));
        return text;
    }

    private static String line(String text) {
        return Columns.cut(Printable.of(text).replaceAll("[\n\t]", " "), WIDEST_LINE);
    }

    private List<String> draw() {
        int rows = tops.entrySet().stream()
                .mapToInt(e -> e.getValue() + height(e.getKey()))
                .max()
                .orElse(0);
        Canvas canvas = new Canvas(width(), rows);
        int x = 0;
        for (int at = 0; at < layers.layers.size(); at++) {
            List<Vertex> layer = layers.layers.get(at);
            int wide = width(layer);
            for (Vertex vertex : layer) {
                if (vertex.bend()) {
                    bend(canvas, vertex, x, wide);
                } else {
                    box(canvas, vertex, x, wide);
                }
            }
            x += wide;
            if (at < tracks.size()) {
                ways(canvas, at, x);
                x += channel(at);
            }
        }
        return canvas.lines();
    }

    private void bend(Canvas canvas, Vertex vertex, int x, int wide) {
        int from = firstEntry(vertex);
        int to = from + entries.get(vertex) - 1;
        canvas.upright(-1, x, from, to);
        for (int row = from; row <= to; row++) {
            canvas.arm(x, row, Canvas.LEFT);
        }
        canvas.arm(x, exit(vertex), Canvas.RIGHT);
        canvas.level(-1, exit(vertex), x + 1, x + wide);
    }

    private void box(Canvas canvas, Vertex vertex, int x, int wide) {
        Node node = drawing.nodes().get(vertex.node());
        String look = Look.of(node);
        int top = tops.get(vertex);
        int bottom = top + height(vertex) - 1;
        canvas.put(x, top, look.charAt(0) + look.substring(1, 2).repeat(wide - 2) + look.charAt(2));
        canvas.put(x, bottom, look.charAt(4) + look.substring(1, 2).repeat(wide - 2) + look.charAt(5));
        List<String> text = text(vertex);
        for (int row = top + 1; row < bottom; row++) {
            canvas.put(x, row, look.substring(3, 4));
            String right =
                    row == exit(vertex) && !vertex.next().isEmpty() ? look.substring(6, 7) : look.substring(3, 4);
            canvas.put(x + wide - 1, row, right);
            if (row - top - 1 < text.size()) {
                canvas.put(x + 2, row, text.get(row - top - 1));
            }
        }
    }

    private void ways(Canvas canvas, int at, int x) {
        int end = x + channel(at);
        List<Way> all = ways.get(at);
        for (int way = 0; way < all.size(); way++) {
            if (tracks.get(at)[way] >= 0) {
                canvas.upright(
                        way,
                        x + 1 + 2 * tracks.get(at)[way],
                        all.get(way).top(),
                        all.get(way).bottom());
            }
        }
        for (int way = 0; way < all.size(); way++) {
            int track = tracks.get(at)[way];
            int turn = track < 0 ? end : x + 1 + 2 * track;
            for (int row : all.get(way).from()) {
                canvas.level(way, row, x, turn);
                if (track >= 0) {
                    canvas.arm(turn, row, Canvas.LEFT);
                }
            }
            for (int row : track < 0 ? Set.<Integer>of() : all.get(way).to()) {
                canvas.arm(turn, row, Canvas.RIGHT);
                canvas.level(way, row, turn + 1, end);
            }
        }
        for (Vertex vertex : layers.layers.get(at + 1)) {
            for (int i = 0; !vertex.bend() && i < entries.getOrDefault(vertex, 0); i++) {
                canvas.put(end - 1, firstEntry(vertex) + i, "▶");
            }
        }
    }

    /** The corners and sides of boxes: top left, level, top right, upright, bottom left, bottom right, the way out. */
    private static final class Look {

        static String of(Node node) {
            if (node.skipped().isPresent()) {
                return "┌╌┐╎└┘├";
            }
            return switch (node.kind()) {
                case WORK -> "┌─┐│└┘├";
                case WAIT -> "╭─╮│╰╯├";
                case GATE -> "╔═╗║╚╝╟";
            };
        }
    }
}
