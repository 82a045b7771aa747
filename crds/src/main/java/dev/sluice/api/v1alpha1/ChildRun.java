package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A run this run started. */
@ApiType
public record ChildRun(
        @JsonPropertyDescription("Step that started it.") @Required String step,
        @JsonPropertyDescription("Name of the run.") @Required String run) {}
