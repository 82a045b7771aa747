package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where a run waits. */
@ApiType
public record QueueStatus(
        @JsonPropertyDescription("The concurrency group, resolved. Not yet supported.") String group,
        @JsonPropertyDescription("How many are before it, and itself. Not yet supported.") Integer position) {}
