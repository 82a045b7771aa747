package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** A change to one combination of a matrix. */
@ApiType
public record Adjustment(
        @JsonPropertyDescription("A value for every dimension; one outside the dimensions adds a combination.")
                @Required
                @Size(min = 1, max = 8)
                Map<String, @Size(max = 256) String> with,
        @JsonPropertyDescription("true: leave this combination out; default false.") @Default("false") Boolean skip,
        @JsonPropertyDescription("Which of its failures do not count, in place of the step's.") SoftFail softFail,
        @JsonPropertyDescription(
                        "Environment of its jobs, over the step's; at most 100, a value has at most 4,096 characters.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> environment) {}
