package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** How many jobs of a step are where. */
@ApiType
public record JobCounts(
        @JsonPropertyDescription("All jobs of the step.") Integer total,
        @JsonPropertyDescription("Jobs with an attempt under way.") Integer active,
        @JsonPropertyDescription("Jobs that succeeded.") Integer succeeded,
        @JsonPropertyDescription("Jobs that failed and are not tried again.") Integer failed,
        @JsonPropertyDescription("Jobs that are never run.") Integer skipped,
        @JsonPropertyDescription("Jobs that were stopped.") Integer cancelled,
        @JsonPropertyDescription("Jobs that failed in a way that does not count.") Integer softFailed) {}
