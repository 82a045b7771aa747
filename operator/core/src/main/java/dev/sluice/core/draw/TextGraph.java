package dev.sluice.core.draw;

import dev.sluice.core.draw.Channel.Way;
import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.draw.Layers.Vertex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Boxes from left to right, and the lines between them. A line that passes below another is interrupted by it. */
public final class TextGraph {

    private static final int MOST_NODES = 60;
    private static final int MOST_LAYERS = 40;

    private final Drawing drawing;
    private final TextLayout layout;
    private final Canvas canvas;

    private TextGraph(Drawing drawing, TextLayout layout) {
        this.drawing = drawing;
        this.layout = layout;
        this.canvas = new Canvas(layout.width(), layout.height());
    }

    /** Absent: it is too large to be read, or wider than that many columns. */
    public static Optional<List<String>> of(Drawing drawing, int columns) {
        if (drawing.nodes().size() > MOST_NODES) {
            return Optional.empty();
        }
        Layers layers = Layers.of(drawing);
        if (layers.layers.size() > MOST_LAYERS) {
            return Optional.empty();
        }
        TextLayout layout = new TextLayout(drawing, layers);
        return layout.width() > columns ? Optional.empty() : Optional.of(new TextGraph(drawing, layout).draw());
    }

    private List<String> draw() {
        int x = 0;
        for (int at = 0; at < layout.layers().size(); at++) {
            List<Vertex> layer = layout.layers().get(at);
            int wide = layout.width(layer);
            for (Vertex vertex : layer) {
                if (vertex.bend()) {
                    bend(vertex, x, wide);
                } else {
                    box(vertex, x, wide);
                }
            }
            x += wide;
            if (at + 1 < layout.layers().size()) {
                ways(at, x);
                x += layout.channel(at);
            }
        }
        return canvas.lines();
    }

    private void bend(Vertex vertex, int x, int wide) {
        int from = layout.firstEntry(vertex);
        int to = from + layout.entries(vertex) - 1;
        int exit = layout.exit(vertex);
        canvas.upright(-1, x, from, to);
        for (int row = from; row <= to; row++) {
            canvas.arm(x, row, Canvas.LEFT);
        }
        canvas.arm(x, exit, Canvas.RIGHT);
        canvas.level(-1, exit, x + 1, x + wide);
    }

    private void box(Vertex vertex, int x, int wide) {
        String look = Look.of(drawing.nodes().get(vertex.node()));
        int top = layout.top(vertex);
        int bottom = top + layout.height(vertex) - 1;
        canvas.put(x, top, look.charAt(0) + look.substring(1, 2).repeat(wide - 2) + look.charAt(2));
        canvas.put(x, bottom, look.charAt(4) + look.substring(1, 2).repeat(wide - 2) + look.charAt(5));
        List<String> text = layout.text(vertex);
        for (int row = top + 1; row < bottom; row++) {
            canvas.put(x, row, look.substring(3, 4));
            boolean wayOut = row == layout.exit(vertex) && !vertex.next().isEmpty();
            canvas.put(x + wide - 1, row, wayOut ? look.substring(6, 7) : look.substring(3, 4));
            if (row - top - 1 < text.size()) {
                canvas.put(x + 2, row, text.get(row - top - 1));
            }
        }
    }

    private void ways(int at, int x) {
        int end = x + layout.channel(at);
        List<Way> all = layout.ways(at);
        int[] tracks = layout.tracks(at);
        for (int way = 0; way < all.size(); way++) {
            if (tracks[way] >= 0) {
                canvas.upright(
                        way,
                        x + 1 + 2 * tracks[way],
                        all.get(way).top(),
                        all.get(way).bottom());
            }
        }
        for (int way = 0; way < all.size(); way++) {
            int track = tracks[way];
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
        for (Vertex vertex : layout.layers().get(at + 1)) {
            for (int i = 0; !vertex.bend() && i < layout.entries(vertex); i++) {
                canvas.put(end - 1, layout.firstEntry(vertex) + i, "▶");
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
