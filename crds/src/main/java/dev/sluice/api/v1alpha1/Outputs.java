package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.Map;

/** What a job wrote. */
@ApiType
public record Outputs(
        @JsonPropertyDescription("Index of the job, from 0.") @Required Integer index,
        @JsonPropertyDescription("What it wrote to $SLUICE_OUTPUT, by key.") @Required Map<String, String> values) {}
