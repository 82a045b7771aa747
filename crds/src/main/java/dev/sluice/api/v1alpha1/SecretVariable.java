package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** An environment variable whose value is in a Secret. */
@ApiType
@ValidationRule(
        value = "!self.name.startsWith('SLUICE_')",
        message = "names that begin with SLUICE_ are set by Sluice",
        fieldPath = ".name")
public record SecretVariable(
        @JsonPropertyDescription("Name of the variable; does not begin with SLUICE_.")
                @Required
                @Size(max = 253)
                @Pattern(Bounds.ENVIRONMENT_NAME)
                String name,
        @JsonPropertyDescription("Name of a Secret in the run's namespace.") @Required @Size(min = 1, max = 253)
                String secret,
        @JsonPropertyDescription("Key in the Secret.") @Required @Size(min = 1, max = 253) String key) {}
