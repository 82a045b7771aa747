package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** What one person decided. */
@ApiType
public record Decision(
        @JsonPropertyDescription("Who decided.") @Required String person,
        @JsonPropertyDescription("Approve, Reject or Delegate.") @Required Verdict verdict,
        @JsonPropertyDescription("When it was put on record.") @Required Instant time,
        @JsonPropertyDescription("What they said.") String comment,
        @JsonPropertyDescription("Who decides in their place, for Delegate. Not yet supported.") String to,
        @JsonPropertyDescription("When that ends, for Delegate. Absent: never. Not yet supported.") Instant until,
        @JsonPropertyDescription("Why the decision no longer counts. Absent: it does. Not yet supported.")
                @JsonProperty("void")
                String voided,
        @JsonPropertyDescription("What they approved. Not yet supported.") String digest,
        @JsonPropertyDescription(
                        "Digest of the decision before this one, so that none can be taken out unseen. Not yet supported.")
                String previous) {

    /** What was decided. */
    public enum Verdict {
        @JsonProperty("Approve")
        APPROVE,
        @JsonProperty("Reject")
        REJECT,
        @JsonProperty("Delegate")
        DELEGATE
    }
}
