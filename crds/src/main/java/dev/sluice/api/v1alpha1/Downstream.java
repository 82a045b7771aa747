package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** A run of another pipeline that a step starts. */
@ApiType
public record Downstream(
        @JsonPropertyDescription("Name of a Pipeline of this namespace.")
                @Required
                @Size(max = 63)
                @Pattern(Bounds.SUBDOMAIN)
                String pipeline,
        @JsonPropertyDescription("Its variables; at most 100, a value has at most 4,096 characters.") @Size(max = 100)
                Map<String, @Size(max = 4096) String> variables,
        @JsonPropertyDescription("Its labels; at most 32.") @Size(max = 32)
                List<@Size(min = 1, max = 63) String> labels,
        @JsonPropertyDescription("Where it comes from.") RunEvent event,
        @JsonPropertyDescription("Text for its agents, found in SLUICE_PAYLOAD; at most 65,536 characters.")
                @Size(max = 65536)
                String payload,
        @JsonPropertyDescription(
                        "true: the step ends once the run is made; default false: when the run ends, and as it did.")
                @Default("false")
                Boolean async) {}
