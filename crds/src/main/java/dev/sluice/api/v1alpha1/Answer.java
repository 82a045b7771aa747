package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.util.List;

/** What people filled in. */
@ApiType
public record Answer(
        @JsonPropertyDescription("Key of the field.") @Required String key,
        @JsonPropertyDescription("The answer; several values where several options were chosen.") @Required
                List<String> values) {}
