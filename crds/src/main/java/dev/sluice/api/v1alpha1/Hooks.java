package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Commands before and after a step's own. */
@ApiType
public record Hooks(
        @JsonPropertyDescription("Commands that run before the step's own, in order; at most 16. Not yet supported.")
                @Size(max = 16)
                List<Hook> before,
        @JsonPropertyDescription(
                        "Commands that run after the step's own, in order, also if that failed; at most 16. Not yet supported.")
                @Size(max = 16)
                List<Hook> after) {}
