package dev.sluice.core.draw;

import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For Graphviz. */
public final class Dot {

    private Dot() {}

    public static List<String> of(Drawing drawing) {
        List<String> lines = new ArrayList<>();
        lines.add("digraph " + quoted(drawing.name()) + " {");
        lines.add("  rankdir=LR");
        lines.add("  node [shape=box, style=rounded, fontname=\"sans-serif\"]");
        for (int node = 0; node < drawing.nodes().size(); node++) {
            lines.add("  " + node(drawing.nodes().get(node), node));
        }
        drawing.groups()
                .forEach((group, nodes) -> lines.add("  subgraph cluster_%d { label=%s; %s }"
                        .formatted(
                                nodes.get(0),
                                quoted(group),
                                nodes.stream().map(node -> "s" + node).collect(Collectors.joining("; ")))));
        for (int node = 0; node < drawing.nodes().size(); node++) {
            for (int earlier : drawing.after().get(node)) {
                lines.add("  s" + earlier + " -> s" + node);
            }
        }
        lines.add("}");
        return lines;
    }

    private static String node(Node node, int place) {
        String label = Stream.concat(Stream.of(node.title()), Labels.besideGroup(node).stream())
                .collect(Collectors.joining("\n"));
        String shape =
                switch (node.kind()) {
                    case WORK -> "";
                    case WAIT -> ", shape=ellipse";
                    case GATE -> ", shape=hexagon";
                };
        String skipped = node.skipped()
                .map(why -> ", style=\"rounded,dashed\", fontcolor=gray40, tooltip=" + quoted("skipped: " + why))
                .orElse("");
        return "s" + place + " [label=" + quoted(label) + shape + skipped + "]";
    }

    static String quoted(String text) {
        String safe =
                Printable.of(text).replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        // It reads names of letters as HTML does.
        return "\"" + safe.replace("&", "&amp;") + "\"";
    }
}
