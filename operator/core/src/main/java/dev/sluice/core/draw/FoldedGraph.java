package dev.sluice.core.draw;

import dev.sluice.core.draw.Drawing.Kind;
import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.text.Columns;
import dev.sluice.core.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The graph as a list: what can run at the same time stands together, and much of the same is one line. */
public final class FoldedGraph {

    private static final int FEW = 4;
    private static final int LONGEST_NAME = 40;

    private record Like(List<Integer> after, Kind kind, boolean skipped) {}

    private record Row(String mark, String what, String detail) {}

    private FoldedGraph() {}

    public static List<String> of(Drawing drawing, int columns) {
        int[] layers = drawing.layers();
        Map<Integer, Map<Like, List<Integer>>> byLayer = new TreeMap<>();
        for (int node = 0; node < layers.length; node++) {
            Node of = drawing.nodes().get(node);
            Like like =
                    new Like(drawing.after().get(node), of.kind(), of.skipped().isPresent());
            byLayer.computeIfAbsent(layers[node], l -> new LinkedHashMap<>())
                    .computeIfAbsent(like, l -> new ArrayList<>())
                    .add(node);
        }
        List<Row> rows = new ArrayList<>();
        byLayer.forEach((layer, likes) -> {
            int first = rows.size();
            likes.forEach((like, nodes) -> rows.addAll(rows(drawing, like, nodes)));
            rows.set(
                    first,
                    new Row(
                            "%3d  ".formatted(layer + 1),
                            rows.get(first).what(),
                            rows.get(first).detail()));
        });
        int names = Math.min(
                LONGEST_NAME,
                rows.stream().mapToInt(row -> Columns.of(row.what())).max().orElse(0));
        return rows.stream()
                .map(row -> row.mark()
                        + (row.detail().isEmpty()
                                ? row.what()
                                : Columns.padded(row.what(), names) + "  " + row.detail()))
                .map(line -> Columns.cut(line, columns))
                .toList();
    }

    private static List<Row> rows(Drawing drawing, Like like, List<Integer> nodes) {
        List<Integer> after = like.after();
        String where = after.isEmpty() ? "" : "← " + names(drawing, after);
        if (nodes.size() > FEW) {
            int jobs =
                    nodes.stream().mapToInt(n -> drawing.nodes().get(n).jobs()).sum();
            String count = nodes.size() + (like.skipped() ? " skipped" : "") + " steps"
                    + (jobs > 0 ? ", " + jobs + " jobs: " : ": ");
            return List.of(new Row("     ", count + names(drawing, nodes), where));
        }
        return nodes.stream()
                .map(drawing.nodes()::get)
                .map(node -> new Row("     ", text(node.title()), (where + " " + told(node)).strip()))
                .toList();
    }

    private static String told(Node node) {
        return node.lines().isEmpty()
                ? ""
                : node.lines().stream().map(FoldedGraph::text).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String names(Drawing drawing, List<Integer> nodes) {
        String shown = nodes.stream()
                .limit(nodes.size() <= FEW ? FEW : FEW - 1)
                .map(n -> text(drawing.nodes().get(n).name()))
                .collect(Collectors.joining(", "));
        return nodes.size() <= FEW ? shown : shown + " and " + (nodes.size() - FEW + 1) + " more";
    }

    private static String text(String text) {
        return Columns.cut(Printable.of(text).replaceAll("[\n\t]", " "), LONGEST_NAME);
    }
}
