package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A command before or after a step's own. */
@ApiType
public record Hook(
        @JsonPropertyDescription("Program and arguments, run without a shell; 1 to 256 entries. Not yet supported.")
                @Required
                @Size(min = 1, max = 256)
                List<@Size(max = 65536) String> command) {}
