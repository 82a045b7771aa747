package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** An earlier run whose successes are taken over. */
@ApiType
@ValidationRule(value = "(self.mode != 'Failed') == has(self.steps)", message = "steps go with mode From and Steps")
public record RerunOf(
        @JsonPropertyDescription("Name of the earlier run, in this namespace.")
                @Required
                @Size(max = 63)
                @Pattern(Bounds.SUBDOMAIN)
                String run,
        @JsonPropertyDescription(
                        "What runs again: Failed (default): what did not succeed. From: the steps and all after them. "
                                + "Steps: the steps alone.")
                @Default("Failed")
                Mode mode,
        @JsonPropertyDescription("The steps of From and Steps, 1 to 500.") @Size(min = 1, max = 500)
                List<@Size(max = 40) @Pattern(Bounds.NAME) String> steps) {

    /** What runs again. */
    public enum Mode {
        @JsonProperty("Failed")
        FAILED,
        @JsonProperty("From")
        FROM,
        @JsonProperty("Steps")
        STEPS
    }
}
