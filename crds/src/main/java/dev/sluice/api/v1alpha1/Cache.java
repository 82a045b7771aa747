package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** Whether a result may be taken from the local cache. */
@ApiType
public record Cache(
        @JsonPropertyDescription(
                        "true (default): the result may be taken from the cache of a laptop; goes with inputs.")
                @Default("true")
                Boolean enabled) {}
