package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;

/** A step that is after all above it. */
@ApiType
public record Wait(
        @JsonPropertyDescription("true: what is below goes on also if something above failed; default false.")
                @Default("false")
                Boolean continueOnFailure) {}
