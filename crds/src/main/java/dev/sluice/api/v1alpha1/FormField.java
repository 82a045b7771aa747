package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One thing a person fills in. */
@ApiType
@ValidationRule(value = "(self.type == 'Select') == has(self.options)", message = "options go with type: Select")
public record FormField(
        @JsonPropertyDescription("Name of the answer, a variable in the steps below.")
                @Required
                @Size(max = 253)
                @Pattern(Bounds.ENVIRONMENT_NAME)
                String key,
        @JsonPropertyDescription("What people are shown; at most 256 characters. Absent: the key.")
                @Size(min = 1, max = 256)
                String label,
        @JsonPropertyDescription("What helps to fill it in; at most 1,024 characters.") @Size(min = 1, max = 1024)
                String hint,
        @JsonPropertyDescription("Text (default): free text. Select: some of the options.") @Default("Text") Type type,
        @JsonPropertyDescription("true (default): must be filled in.") @Default("true") Boolean required,
        @JsonPropertyDescription("The answer unless another is given; at most 4,096 characters.")
                @JsonProperty("default")
                @Size(max = 4096)
                String defaultValue,
        @JsonPropertyDescription(
                        "Regular expression the whole answer must match, for Text; at most 256 characters. Absent: anything"
                                + " goes.")
                @Size(min = 1, max = 256)
                String format,
        @JsonPropertyDescription("true: more than one option may be chosen, for Select; default false.")
                @Default("false")
                Boolean multiple,
        @JsonPropertyDescription("What can be chosen, for Select; 1 to 100, by value.") @Size(min = 1, max = 100)
                List<FormOption> options) {

    /** How it is filled in. */
    public enum Type {
        @JsonProperty("Text")
        TEXT,
        @JsonProperty("Select")
        SELECT
    }
}
