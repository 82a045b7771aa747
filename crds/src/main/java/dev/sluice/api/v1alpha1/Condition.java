package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A condition in Kubernetes' form. */
@ApiType
public record Condition(
        @JsonPropertyDescription("What it is about: Accepted, or for runs also Succeeded.")
                @Required
                @Size(min = 1, max = 316)
                String type,
        @JsonPropertyDescription("True, False or Unknown.") @Required Status status,
        @JsonPropertyDescription("Generation of the spec it is about.") Long observedGeneration,
        @JsonPropertyDescription("When the status last changed.") @Required Instant lastTransitionTime,
        @JsonPropertyDescription("Why, as one word for programs.") @Required @Size(max = 1024) String reason,
        @JsonPropertyDescription("Why, for people; at most 32,768 characters.") @Required @Size(max = 32768)
                String message) {

    /** Whether it holds. */
    public enum Status {
        @JsonProperty("True")
        TRUE,
        @JsonProperty("False")
        FALSE,
        @JsonProperty("Unknown")
        UNKNOWN
    }
}
