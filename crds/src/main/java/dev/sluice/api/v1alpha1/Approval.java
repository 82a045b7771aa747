package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Who lets a step start. */
@ApiType
public record Approval(
        @JsonPropertyDescription(
                        "Who may decide: users by name, groups as group:NAME; 1 to 50. Absent: anybody who may annotate the"
                                + " run.")
                @Size(min = 1, max = 50)
                List<@Size(min = 1, max = 256) String> approvers,
        @JsonPropertyDescription("How many must approve, 1 to 50; default 1.") @Min(1) @Max(50) @Default("1")
                Integer quorum,
        @JsonPropertyDescription("How long the gate waits, e.g. 24h; at most 8760h. Absent: for ever.") @DurationText
                String timeout,
        @JsonPropertyDescription("What happens then: Reject (default) or Approve.") @Default("Reject")
                OnTimeout onTimeout,
        @JsonPropertyDescription(
                        "Names of configured channels that are told when people are asked and what came of it; at most 8.")
                @JsonProperty("notify")
                @Size(max = 8)
                List<@Size(min = 1, max = 63) @Pattern(Bounds.NAME) String> notifyChannels,
        @JsonPropertyDescription("true: who started the run can't approve; default false.") @Default("false")
                Boolean requireOtherPerson,
        @JsonPropertyDescription(
                        "What a rejection does: Reject (default), one is enough; Outvote, the gate is rejected once the "
                                + "quorum is out of reach.")
                @Default("Reject")
                OnRejection onRejection) {

    /** What happens to a gate nobody decided in time. */
    public enum OnTimeout {
        @JsonProperty("Reject")
        REJECT,
        @JsonProperty("Approve")
        APPROVE
    }

    /** What a rejection does. */
    public enum OnRejection {
        @JsonProperty("Reject")
        REJECT,
        @JsonProperty("Outvote")
        OUTVOTE
    }
}
