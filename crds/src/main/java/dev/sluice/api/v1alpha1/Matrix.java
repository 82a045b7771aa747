package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** Combinations of values. */
@ApiType
public record Matrix(
        @JsonPropertyDescription(
                        "Values by dimension, read as ${matrix.NAME}: 1 to 8 dimensions, each 1 to 100 values of at most "
                                + "256 characters. Each way to take one of each is a combination.")
                @Required
                @Size(min = 1, max = 8)
                Map<String, List<String>> dimensions,
        @JsonPropertyDescription("Changes to single combinations; at most 256.") @Size(max = 256)
                List<Adjustment> adjustments) {}
