package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How steps move over the targets. */
@ApiType
public record Rollout(
        @JsonPropertyDescription("How many targets are under way at once, 1 to 1,000. Absent: all. Not yet supported.")
                @Min(1)
                @Max(1000)
                Integer batchSize,
        @JsonPropertyDescription(
                        "How many targets may fail before no further one starts, 0 to 1,000. Absent: no limit. Not yet supported.")
                @Min(0)
                @Max(1000)
                Integer maxFailures,
        @JsonPropertyDescription(
                        "true: all targets finish a step before any starts the next; default false. Not yet supported.")
                @Default("false")
                Boolean barrier) {}
