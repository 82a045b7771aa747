package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A configured channel, and what it is told. */
@ApiType
public record Notification(
        @JsonPropertyDescription("Name of the channel, as the operator's configuration has it; at most 63 characters.")
                @Required
                @Size(min = 1, max = 63)
                @Pattern(Bounds.NAME)
                String channel,
        @JsonPropertyDescription("Phases it is told of, each once a run. Absent: every end.") @Size(min = 1, max = 8)
                List<Phase> phases) {}
