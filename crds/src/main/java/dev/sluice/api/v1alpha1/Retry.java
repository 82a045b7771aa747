package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** When a failed job is tried again. */
@ApiType
public record Retry(
        @JsonPropertyDescription(
                        "Further attempts after the step's own failures, 0 to 10. Absent: as spec.defaults, or 0.")
                @Min(0)
                @Max(10)
                Integer limit,
        @JsonPropertyDescription(
                        "Further attempts after lost nodes and evictions, 0 to 20. Absent: as spec.defaults, or 3.")
                @Min(0)
                @Max(20)
                Integer infrastructure,
        @JsonPropertyDescription(
                        "Only failures with these exit codes are tried again, 1 to 255 each, 1 to 100 of them. Absent: all.")
                @Size(min = 1, max = 100)
                List<@Min(1) @Max(255) Integer> exitCodes,
        @JsonPropertyDescription(
                        "Wait before the first further attempt, doubled for each later one, 10 minutes at most, e.g. 10s. "
                                + "Absent: as spec.defaults, or none after the step's own failures and 2s after lost nodes and evictions.")
                @DurationText
                String backoff) {}
