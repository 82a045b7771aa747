package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** What else differs from the pipeline, as far as the allow-list goes. */
@ApiType
public record Overrides(
        @JsonPropertyDescription(
                        "Environment of every job, over the pipeline's; a step's own wins; at most 100, a value has at most 4,096 characters.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> environment,
        @JsonPropertyDescription("What differs in single steps; at most 500, by name.") @Size(max = 500)
                List<StepOverride> steps) {}
