package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** One choice of a Select. */
@ApiType
public record FormOption(
        @JsonPropertyDescription("What people are shown; at most 256 characters. Absent: the value.")
                @Size(min = 1, max = 256)
                String label,
        @JsonPropertyDescription("The answer it stands for; at most 256 characters.")
                @Required
                @Size(min = 1, max = 256)
                String value) {}
