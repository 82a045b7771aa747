package dev.sluice.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One job a combination.
 *
 * @param dimensions values by dimension; readers put dimensions in the order of their names, as JSON objects have none
 */
public record Matrix(Map<String, List<String>> dimensions, List<Adjustment> adjustments) {

    public Matrix {
        Map<String, List<String>> copied = new LinkedHashMap<>();
        dimensions.forEach((name, values) -> copied.put(name, List.copyOf(values)));
        dimensions = Collections.unmodifiableMap(copied);
        adjustments = List.copyOf(adjustments);
    }

    /**
     * A change to one combination, or one combination more where {@code with} has a value outside the dimensions.
     *
     * @param with a value for every dimension
     * @param skip leaves the combination out
     * @param softFail in place of the step's
     */
    public record Adjustment(
            Map<String, String> with, boolean skip, Optional<SoftFail> softFail, Map<String, String> environment) {

        public Adjustment {
            with = Ordered.copyOf(with);
            environment = Ordered.copyOf(environment);
        }
    }
}
