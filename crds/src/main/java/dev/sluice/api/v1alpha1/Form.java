package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What a person is asked. */
@ApiType
public record Form(
        @JsonPropertyDescription("The question; at most 1,024 characters.") @Size(min = 1, max = 1024) String prompt,
        @JsonPropertyDescription("What is to be filled in; at most 32, by key.") @Size(max = 32)
                List<FormField> fields) {}
