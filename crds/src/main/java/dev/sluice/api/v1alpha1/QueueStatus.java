package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where a run waits. */
@ApiType
public record QueueStatus(
        @JsonPropertyDescription("The concurrency group, resolved.") String group,
        @JsonPropertyDescription("How many are before it, and itself.") Integer position) {}
