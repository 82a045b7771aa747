package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** How long runs that have ended are kept. A run goes when either rule says so. */
@ApiType
public record Retention(
        @JsonPropertyDescription("How long a run is kept after its end, e.g. 168h; at most 8760h. Absent: no limit.")
                @DurationText
                String ttlAfterFinished,
        @JsonPropertyDescription("How many Succeeded runs are kept, the newest, 0 to 1,000. Absent: all.")
                @Min(0)
                @Max(1000)
                Integer successfulRuns,
        @JsonPropertyDescription(
                        "How many Failed, Partial and Cancelled runs are kept, the newest, 0 to 1,000. Absent: all.")
                @Min(0)
                @Max(1000)
                Integer failedRuns) {}
