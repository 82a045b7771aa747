package dev.sluice.core.draw;

import dev.sluice.core.draw.Layers.Vertex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How far down each is: as near to its neighbours' height as the order and the room between them allow. */
final class Placement {

    private static final int SWEEPS = 8;

    private final ToDoubleFunction<Vertex> height;
    private final double gap;
    private final Map<Vertex, Double> middles = new HashMap<>();

    private Placement(ToDoubleFunction<Vertex> height, double gap) {
        this.height = height;
        this.gap = gap;
    }

    /** The middle of each; the highest begins at 0. */
    static Map<Vertex, Double> of(Layers layers, ToDoubleFunction<Vertex> height, double gap) {
        Placement placement = new Placement(height, gap);
        for (List<Vertex> layer : layers.layers) {
            layer.forEach(vertex -> placement.middles.put(vertex, 0.0));
            placement.settle(layer);
        }
        int count = layers.layers.size();
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < count; i++) {
                boolean rightwards = sweep % 2 == 0;
                List<Vertex> layer = layers.layers.get(rightwards ? i : count - 1 - i);
                layer.forEach(vertex -> placement.move(vertex, rightwards ? vertex.previous() : vertex.next()));
                placement.settle(layer);
            }
        }
        double top = placement.middles.entrySet().stream()
                .mapToDouble(e -> e.getValue() - height.applyAsDouble(e.getKey()) / 2)
                .min()
                .orElse(0);
        placement.middles.replaceAll((vertex, middle) -> middle - top);
        return placement.middles;
    }

    private void move(Vertex vertex, List<Vertex> neighbours) {
        neighbours.stream().mapToDouble(middles::get).average().ifPresent(middle -> middles.put(vertex, middle));
    }

    /** The least moves that keep the order and the gaps: what would overlap moves as one (pool adjacent violators). */
    private void settle(List<Vertex> layer) {
        record Pool(double sum, int size) {
            double mean() {
                return sum / size;
            }
        }
        double[] offsets = new double[layer.size()];
        List<Pool> pools = new ArrayList<>();
        double offset = 0;
        for (int i = 0; i < layer.size(); i++) {
            double half = height.applyAsDouble(layer.get(i)) / 2;
            offset += half;
            offsets[i] = offset;
            offset += half + gap;
            Pool pool = new Pool(middles.get(layer.get(i)) - offsets[i], 1);
            while (!pools.isEmpty() && pools.get(pools.size() - 1).mean() >= pool.mean()) {
                Pool above = pools.remove(pools.size() - 1);
                pool = new Pool(above.sum() + pool.sum(), above.size() + pool.size());
            }
            pools.add(pool);
        }
        int i = 0;
        for (Pool pool : pools) {
            for (int n = 0; n < pool.size(); n++, i++) {
                middles.put(layer.get(i), pool.mean() + offsets[i]);
            }
        }
    }
}
