package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A job in a further attempt. */
@ApiType
public record Attempts(
        @JsonPropertyDescription("Index of the job, from 0.") @Required Integer index,
        @JsonPropertyDescription("Its attempt, from 1; 0 where it was cancelled before any.") @Required Integer attempt,
        @JsonPropertyDescription("How many of its attempts were lost to nodes and evictions.")
                Integer infrastructure) {}
