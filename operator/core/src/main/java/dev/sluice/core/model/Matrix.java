package dev.sluice.core.model;

import java.util.List;
import java.util.Map;

/**
 * One job a combination.
 *
 * @param dimensions values by dimension, in the order written
 */
public record Matrix(Map<String, List<String>> dimensions, List<Adjustment> adjustments) {

    public Matrix {
        dimensions = Ordered.copyOf(dimensions);
        adjustments = List.copyOf(adjustments);
    }

    /**
     * A change to one combination, or one combination more where {@code with} has a value outside the dimensions.
     *
     * @param with a value for every dimension
     * @param skip leaves the combination out
     */
    public record Adjustment(Map<String, String> with, boolean skip, Map<String, String> environment) {

        public Adjustment {
            with = Ordered.copyOf(with);
            environment = Ordered.copyOf(environment);
        }
    }
}
