package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Commands before and after a step's own. */
@ApiType
public record Hooks(
        @JsonPropertyDescription(
                        "Run before the step's own, in order, until one fails: then the step fails without its own; at most 16.")
                @Size(max = 16)
                List<Hook> before,
        @JsonPropertyDescription(
                        "Run after the step's own, in order, also if that failed (its exit code is in SLUICE_STATUS); at most 16.")
                @Size(max = 16)
                List<Hook> after) {}
