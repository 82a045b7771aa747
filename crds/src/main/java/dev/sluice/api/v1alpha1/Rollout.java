package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;

/** How steps move over the targets. */
@ApiType
@ValidationRule(value = "has(self.batchSize) || !has(self.maxFailures)", message = "maxFailures goes with batchSize")
public record Rollout(
        @JsonPropertyDescription(
                        "How many targets are begun together, 1 to 1,000; the next ones once these have ended. Absent: all.")
                @Min(1)
                @Max(1000)
                Integer batchSize,
        @JsonPropertyDescription(
                        "How many targets may fail before no further ones are begun, 0 to 1,000; with batchSize. Absent: no limit.")
                @Min(0)
                @Max(1000)
                Integer maxFailures,
        @JsonPropertyDescription("true: all targets finish a step before any starts the next; default false.")
                @Default("false")
                Boolean barrier) {}
