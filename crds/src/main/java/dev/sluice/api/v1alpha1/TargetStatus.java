package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Where a target stands. */
@ApiType
public record TargetStatus(
        @JsonPropertyDescription("Name of the target.") @Required @Size(max = 253) String name,
        @JsonPropertyDescription("Where it stands.") State state,
        @JsonPropertyDescription("Step it fell out at.") String step,
        @JsonPropertyDescription("What people should know; at most 512 characters.") @Size(max = 512) String message) {}
