package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** Where people decide. */
@ApiType
@RecordBuilder
public record GateStatus(
        @JsonPropertyDescription("Name of the gate: of its step.") @Required @Size(max = 40) String name,
        @JsonPropertyDescription(
                        "Waiting, Approved, Rejected, or Withdrawn: nobody is asked any longer, as the run was halted or ended.")
                GateState state,
        @JsonPropertyDescription("What people are asked, while it waits; at most 1,024 characters.") @Size(max = 1024)
                String prompt,
        @JsonPropertyDescription("Who may decide. Absent: anybody who may annotate the run.") List<String> approvers,
        @JsonPropertyDescription("How many must approve.") Integer quorum,
        @JsonPropertyDescription("When the gate opened.") Instant openedTime,
        @JsonPropertyDescription("When it times out.") Instant deadline,
        @JsonPropertyDescription("When it was decided, or timed out.") Instant closedTime,
        @JsonPropertyDescription("What is approved: when it changes, decisions are void.") String digest,
        @JsonPropertyDescription("The admission policy that guards the gate, as it was when the gate opened.")
                GatePolicy policy,
        @JsonPropertyDescription("Which channels are told what, and whether that worked.") List<Notified> notified,
        @JsonPropertyDescription("What people decided, the oldest first; at most 50.") @Size(max = 50)
                List<Decision> decisions,
        @JsonPropertyDescription("What people filled in, by key.") List<Answer> answers) {

    /** Whether it is open. */
    public enum GateState {
        @JsonProperty("Waiting")
        WAITING,
        @JsonProperty("Approved")
        APPROVED,
        @JsonProperty("Rejected")
        REJECTED,
        @JsonProperty("Withdrawn")
        WITHDRAWN
    }
}
