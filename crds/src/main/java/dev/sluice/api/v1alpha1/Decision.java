package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** What one person decided. */
@ApiType
public record Decision(
        @JsonPropertyDescription("Who decided; sluice where nobody did.") @Required String person,
        @JsonPropertyDescription("Approve, Reject, Delegate, or Void: what was said before counts no more.") @Required
                Verdict verdict,
        @JsonPropertyDescription("When it was put on record.") @Required Instant time,
        @JsonPropertyDescription("What they said.") String comment,
        @JsonPropertyDescription("Who decides in their place, for Delegate.") String to,
        @JsonPropertyDescription("When that ends, for Delegate. Absent: never.") Instant until,
        @JsonPropertyDescription("Why the decision no longer counts. Absent: it does.") @JsonProperty("void")
                String voided,
        @JsonPropertyDescription("What they decided on.") String digest,
        @JsonPropertyDescription("Digest of the decision before this one, so that none can be taken out unseen.")
                String previous) {

    /** What was decided. */
    public enum Verdict {
        @JsonProperty("Approve")
        APPROVE,
        @JsonProperty("Reject")
        REJECT,
        @JsonProperty("Delegate")
        DELEGATE,
        @JsonProperty("Void")
        VOID
    }
}
