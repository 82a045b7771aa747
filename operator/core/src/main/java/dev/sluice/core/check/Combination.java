package dev.sluice.core.check;

import dev.sluice.core.model.Matrix;
import dev.sluice.core.model.Matrix.Adjustment;
import dev.sluice.core.model.SoftFail;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The combinations of a matrix in the order of their numbers: the last dimension changes fastest, skipped ones have no number, added ones
 * come last as written.
 *
 * @param softFail what the adjustment of this combination says in place of the step
 * @param environment what the adjustment of this combination adds
 */
public record Combination(Map<String, String> values, Optional<SoftFail> softFail, Map<String, String> environment) {

    /** How many there are, found without making them. */
    public static long count(Matrix matrix) {
        long inside = 1;
        for (List<String> values : matrix.dimensions().values()) {
            inside = saturated(inside, values.size());
        }
        for (Adjustment adjustment : matrix.adjustments()) {
            boolean within = within(matrix, adjustment);
            inside -= within && adjustment.skip() ? 1 : 0;
            inside += !within && !adjustment.skip() ? 1 : 0;
        }
        return inside;
    }

    /** A product, or the largest number there is. */
    static long saturated(long a, long b) {
        return a > Long.MAX_VALUE / Math.max(1, b) ? Long.MAX_VALUE : a * b;
    }

    /** Only for a matrix that is known to be small. */
    public static List<Combination> of(Optional<Matrix> matrix) {
        return matrix.map(Combination::all).orElse(List.of(new Combination(Map.of(), Optional.empty(), Map.of())));
    }

    static boolean within(Matrix matrix, Adjustment adjustment) {
        return matrix.dimensions().entrySet().stream().allMatch(dimension -> {
            String value = adjustment.with().get(dimension.getKey());
            return value != null && dimension.getValue().contains(value);
        });
    }

    private static List<Combination> all(Matrix matrix) {
        Map<Map<String, String>, Adjustment> adjustments = new LinkedHashMap<>();
        matrix.adjustments().forEach(a -> adjustments.put(a.with(), a));
        List<Combination> all = new ArrayList<>();
        for (Map<String, String> values : product(matrix)) {
            Adjustment adjustment = adjustments.remove(values);
            if (adjustment == null || !adjustment.skip()) {
                all.add(
                        adjustment == null
                                ? new Combination(values, Optional.empty(), Map.of())
                                : new Combination(values, adjustment.softFail(), adjustment.environment()));
            }
        }
        for (Adjustment added : adjustments.values()) {
            if (!added.skip()) {
                all.add(new Combination(inOrder(matrix, added.with()), added.softFail(), added.environment()));
            }
        }
        return all;
    }

    private static List<Map<String, String>> product(Matrix matrix) {
        List<Map<String, String>> product = List.of(Map.of());
        for (Map.Entry<String, List<String>> dimension : matrix.dimensions().entrySet()) {
            List<Map<String, String>> longer =
                    new ArrayList<>(product.size() * dimension.getValue().size());
            for (Map<String, String> shorter : product) {
                for (String value : dimension.getValue()) {
                    Map<String, String> values = new LinkedHashMap<>(shorter);
                    values.put(dimension.getKey(), value);
                    longer.add(values);
                }
            }
            product = longer;
        }
        return product;
    }

    private static Map<String, String> inOrder(Matrix matrix, Map<String, String> with) {
        Map<String, String> values = new LinkedHashMap<>();
        matrix.dimensions().keySet().forEach(dimension -> values.put(dimension, with.get(dimension)));
        return values;
    }
}
