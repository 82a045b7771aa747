package dev.sluice.core.draw;

import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For Markdown pages that draw Mermaid. */
public final class Mermaid {

    private Mermaid() {}

    public static List<String> of(Drawing drawing) {
        List<String> lines = new ArrayList<>(List.of("flowchart LR"));
        Map<String, List<Integer>> groups = drawing.groups();
        for (int node = 0; node < drawing.nodes().size(); node++) {
            if (drawing.nodes().get(node).group().isEmpty()) {
                lines.add("  " + node(drawing, node));
            }
        }
        groups.forEach((group, nodes) -> {
            lines.add("  subgraph g" + nodes.get(0) + "[\"" + escaped(group) + "\"]");
            nodes.forEach(node -> lines.add("    " + node(drawing, node)));
            lines.add("  end");
        });
        for (int node = 0; node < drawing.nodes().size(); node++) {
            for (int earlier : drawing.after().get(node)) {
                lines.add("  s" + earlier + " --> s" + node);
            }
        }
        if (lines.stream().anyMatch(line -> line.endsWith(":::skipped"))) {
            lines.add("  classDef skipped stroke-dasharray:4 3,opacity:0.6");
        }
        return lines;
    }

    private static String node(Drawing drawing, int place) {
        Node node = drawing.nodes().get(place);
        String label = Stream.concat(Stream.of(node.title()), Labels.besideGroup(node).stream())
                .map(Mermaid::escaped)
                .collect(Collectors.joining("<br/>", "\"", "\""));
        String shaped =
                switch (node.kind()) {
                    case WORK -> "[" + label + "]";
                    case WAIT -> "([" + label + "])";
                    case GATE -> "{{" + label + "}}";
                };
        return "s" + place + shaped + (node.skipped().isPresent() ? ":::skipped" : "");
    }

    /** Whatever may mean something (directives are looked for everywhere) is written as its number. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        Printable.of(text).replaceAll("[\n\t]", " ").codePoints().forEach(letter -> {
            if (Character.isLetterOrDigit(letter) || letter > 0x7f || " -_.,".indexOf(letter) >= 0) {
                escaped.appendCodePoint(letter);
            } else {
                escaped.append('#').append(letter).append(';');
            }
        });
        return escaped.toString();
    }
}
