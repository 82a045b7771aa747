package dev.sluice.core.draw;

import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.draw.Layers.Vertex;
import dev.sluice.core.text.Columns;
import dev.sluice.core.text.Printable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A picture that stands by itself: no script, no font, nothing loaded; light or dark as its reader likes it. */
public final class Svg {

    private static final double LETTER = 7.9;
    private static final double NOTE_LETTER = 6.7;
    private static final double LINE = 17;
    private static final double PAD = 14;
    private static final double GAP = 18;
    private static final double BETWEEN = 64;
    private static final double MARGIN = 20;
    private static final double NARROWEST = 70;

    private static final String STYLE =
            """
            <style>
            text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:13px;text-anchor:middle;fill:#1f2328}
            .n{font-size:11px;fill:#59636e}
            rect{stroke-width:1.2}
            .work{fill:#e6f4ea;stroke:#2e7d32}.wait{fill:#f1f3f4;stroke:#5f6368}.gate{fill:#fff4e0;stroke:#b26a00}
            .skipped{fill:none;stroke:#8c959f;stroke-dasharray:5 3}
            path{stroke:#6e7781;fill:none;stroke-width:1.4}.tip{fill:#6e7781;stroke:none}.paper{fill:#ffffff;stroke:none}
            @media (prefers-color-scheme:dark){
            text{fill:#e6edf3}.n{fill:#9aa4b2}.paper{fill:#0d1117}path{stroke:#8b949e}.tip{fill:#8b949e}
            .work{fill:#12311c;stroke:#3fb950}.wait{fill:#21262d;stroke:#8b949e}.gate{fill:#3a2a0b;stroke:#d29922}}
            </style>""";

    private final Drawing drawing;
    private final Layers layers;
    private final Map<Vertex, Double> middles;
    private final Map<Vertex, Double> lefts = new HashMap<>();
    private final Map<Vertex, Double> rights = new HashMap<>();
    private final List<String> lines = new ArrayList<>();

    private Svg(Drawing drawing) {
        this.drawing = drawing;
        this.layers = Layers.of(drawing);
        this.middles = Placement.of(layers, this::height, GAP);
    }

    public static List<String> of(Drawing drawing) {
        return new Svg(drawing).draw();
    }

    private List<String> draw() {
        double x = MARGIN;
        for (List<Vertex> layer : layers.layers) {
            double wide = layer.stream().mapToDouble(this::width).max().orElse(0);
            for (Vertex vertex : layer) {
                lefts.put(vertex, x);
                rights.put(vertex, x + wide);
            }
            x += wide + BETWEEN;
        }
        double width = Math.max(x - BETWEEN, MARGIN) + MARGIN;
        double height = 2 * MARGIN
                + middles.entrySet().stream()
                        .mapToDouble(e -> e.getValue() + height(e.getKey()) / 2)
                        .max()
                        .orElse(0);
        lines.add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%s\" height=\"%s\" viewBox=\"0 0 %s %s\" role=\"img\">"
                        .formatted(n(width), n(height), n(width), n(height)));
        lines.add("<title>" + escaped(drawing.name()) + "</title>");
        lines.add(STYLE);
        lines.add(
                "<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\""
                        + " orient=\"auto\"><path class=\"tip\" d=\"M0 0L8 4L0 8z\"/></marker></defs>");
        lines.add("<rect class=\"paper\" width=\"100%\" height=\"100%\" rx=\"10\"/>");
        layers.layers.forEach(layer -> layer.forEach(this::ways));
        layers.layers.forEach(layer -> layer.stream().filter(v -> !v.bend()).forEach(this::box));
        lines.add("</svg>");
        return lines;
    }

    private void ways(Vertex from) {
        double y = MARGIN + middles.get(from);
        if (from.bend()) {
            lines.add("<path d=\"M%s %sH%s\"/>".formatted(n(lefts.get(from)), n(y), n(rights.get(from))));
        }
        for (Vertex to : from.next()) {
            double x1 = rights.get(from);
            double x2 = lefts.get(to);
            double y2 = MARGIN + middles.get(to);
            double turn = (x1 + x2) / 2;
            // Thousands of them: a format string for each would take most of the time.
            String path = String.join(" ", n(turn), n(y), n(turn), n(y2), n(x2), n(y2));
            String tip = to.bend() ? "" : " marker-end=\"url(#tip)\"";
            lines.add("<path d=\"M" + n(x1) + " " + n(y) + "C" + path + "\"" + tip + "/>");
        }
    }

    private void box(Vertex vertex) {
        Node node = drawing.nodes().get(vertex.node());
        double x = lefts.get(vertex);
        double wide = rights.get(vertex) - x;
        double top = MARGIN + middles.get(vertex) - height(vertex) / 2;
        String look = node.kind().name().toLowerCase(Locale.ROOT);
        boolean skipped = node.skipped().isPresent();
        lines.add("<g><title>" + escaped(told(node)) + "</title>");
        lines.add("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
                .formatted(
                        skipped ? "skipped" : look,
                        n(x),
                        n(top),
                        n(wide),
                        n(height(vertex)),
                        n(node.kind() == Drawing.Kind.WAIT ? height(vertex) / 2 : 6)));
        double y = top + PAD + 7;
        lines.add(text("", x + wide / 2, y, node.title()));
        for (String note : node.lines()) {
            y += LINE;
            lines.add(text(" class=\"n\"", x + wide / 2, y, note));
        }
        lines.add("</g>");
    }

    private static String told(Node node) {
        return node.title() + node.skipped().map(why -> ": skipped, " + why).orElse("");
    }

    private static String text(String look, double x, double y, String text) {
        return "<text%s x=\"%s\" y=\"%s\">%s</text>".formatted(look, n(x), n(y), escaped(text));
    }

    private double width(Vertex vertex) {
        if (vertex.bend()) {
            return 0;
        }
        Node node = drawing.nodes().get(vertex.node());
        double notes = node.lines().stream().mapToInt(Columns::of).max().orElse(0) * NOTE_LETTER;
        return Math.max(NARROWEST, Math.max(Columns.of(node.title()) * LETTER, notes) + 2 * PAD);
    }

    private double height(Vertex vertex) {
        return vertex.bend()
                ? 0
                : 2 * PAD + 4 + drawing.nodes().get(vertex.node()).lines().size() * LINE;
    }

    private static String n(double number) {
        long tenths = Math.round(number * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : Double.toString(tenths / 10.0);
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Printable.of(text).codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> {
                    // Halves of letters and U+FFFE, U+FFFF are in no XML.
                    boolean allowed = letter != 0xfffe && letter != 0xffff && (letter < 0xd800 || letter > 0xdfff);
                    escaped.appendCodePoint(allowed ? letter : '?');
                }
            }
        });
        return escaped.toString();
    }
}
