package dev.sluice.core.draw;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The steps in columns, each right of all it comes after (longest path), and in an order with few crossings (barycenters). A way that
 * passes over a column has a bend there, which all ways to the same steps share: so lines become one as early as they can.
 */
final class Layers {

    private static final int SWEEPS = 6;

    /**
     * @param node in the drawing; -1: a bend
     * @param next in the layer to the right
     * @param previous in the layer to the left
     */
    record Vertex(int node, List<Vertex> next, List<Vertex> previous) {

        private Vertex(int node) {
            this(node, new ArrayList<>(), new ArrayList<>());
        }

        boolean bend() {
            return node < 0;
        }

        // Each is itself alone.
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    final List<List<Vertex>> layers = new ArrayList<>();

    private Layers() {}

    static Layers of(Drawing drawing) {
        Layers result = new Layers();
        int[] layer = drawing.layers();
        int count = IntStream.of(layer).max().orElse(-1) + 1;
        IntStream.range(0, count).forEach(i -> result.layers.add(new ArrayList<>()));
        Map<Integer, Vertex> real = new HashMap<>();
        for (int node = 0; node < layer.length; node++) {
            real.put(node, new Vertex(node));
            result.layers.get(layer[node]).add(real.get(node));
        }
        result.connect(drawing.before(), layer, real);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            result.sweep(sweep % 2 == 0);
        }
        return result;
    }

    private void connect(List<List<Integer>> before, int[] layer, Map<Integer, Vertex> real) {
        Map<Vertex, Set<Integer>> goals = new HashMap<>();
        real.forEach((node, vertex) -> goals.put(vertex, new LinkedHashSet<>(before.get(node))));
        for (int at = 0; at + 1 < layers.size(); at++) {
            Map<Set<Integer>, Vertex> bends = new HashMap<>();
            for (Vertex vertex : layers.get(at)) {
                Set<Integer> further = new LinkedHashSet<>();
                for (int goal : goals.get(vertex)) {
                    if (layer[goal] == at + 1) {
                        link(vertex, real.get(goal));
                    } else {
                        further.add(goal);
                    }
                }
                if (!further.isEmpty()) {
                    link(vertex, bends.computeIfAbsent(further, f -> new Vertex(-1)));
                }
            }
            for (Map.Entry<Set<Integer>, Vertex> bend : bends.entrySet()) {
                goals.put(bend.getValue(), bend.getKey());
            }
            // In the order of who goes there: a hash map's would differ from run to run.
            layers.get(at).stream()
                    .flatMap(vertex -> vertex.next().stream())
                    .filter(Vertex::bend)
                    .distinct()
                    .forEach(layers.get(at + 1)::add);
        }
    }

    private static void link(Vertex from, Vertex to) {
        from.next().add(to);
        to.previous().add(from);
    }

    private void sweep(boolean rightwards) {
        for (int i = 1; i < layers.size(); i++) {
            int at = rightwards ? i : layers.size() - 1 - i;
            Map<Vertex, Integer> places = new HashMap<>();
            List<Vertex> beside = layers.get(rightwards ? at - 1 : at + 1);
            beside.forEach(vertex -> places.put(vertex, places.size()));
            List<Vertex> here = layers.get(at);
            Map<Vertex, Double> wanted = new HashMap<>();
            for (int place = 0; place < here.size(); place++) {
                double own = place;
                Vertex vertex = here.get(place);
                List<Vertex> neighbours = rightwards ? vertex.previous() : vertex.next();
                wanted.put(
                        vertex,
                        neighbours.stream().mapToInt(places::get).average().orElse(own * beside.size() / here.size()));
            }
            here.sort((a, b) -> Double.compare(wanted.get(a), wanted.get(b)));
        }
    }
}
