package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A configured channel, and which ends of a step it is told of. */
@ApiType
public record StepNotification(
        @JsonPropertyDescription("Name of the channel, as the operator's configuration has it; at most 63 characters.")
                @Required
                @Size(min = 1, max = 63)
                @Pattern(Bounds.NAME)
                String channel,
        @JsonPropertyDescription("States in which the step ends that it is told of. Absent: all but Skipped.")
                @Size(min = 1, max = 7)
                List<End> phases) {

    /** How a step ends. */
    public enum End {
        @JsonProperty("Succeeded")
        SUCCEEDED,
        @JsonProperty("SoftFailed")
        SOFT_FAILED,
        @JsonProperty("Partial")
        PARTIAL,
        @JsonProperty("Failed")
        FAILED,
        @JsonProperty("Skipped")
        SKIPPED,
        @JsonProperty("Cancelled")
        CANCELLED,
        @JsonProperty("RolledBack")
        ROLLED_BACK
    }
}
