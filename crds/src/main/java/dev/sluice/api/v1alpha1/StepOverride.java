package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** What differs in one step. */
@ApiType
public record StepOverride(
        @JsonPropertyDescription("Name of the step.") @Required @Pattern(Bounds.NAME) @Size(max = 40) String name,
        @JsonPropertyDescription("Its image, where it runs by none of an agent's; at most 1,024 characters.")
                @Size(min = 1, max = 1024)
                String image,
        @JsonPropertyDescription(
                        "Its environment, over the step's own; at most 100, a value has at most 4,096 characters.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> environment,
        @JsonPropertyDescription("How long one attempt may take, e.g. 1h; at most 8760h.") @DurationText
                String timeout) {}
