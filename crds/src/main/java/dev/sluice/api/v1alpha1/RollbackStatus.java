package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What was undone. */
@ApiType
public record RollbackStatus(
        @JsonPropertyDescription("Its number in the run, from 1.") @Required Integer id,
        @JsonPropertyDescription("Why, as one word: Failure or Manual.") String cause,
        @JsonPropertyDescription(
                        "Who asked for it: held to the caller by the approvals policy, else as given. Absent: nobody, or nobody said.")
                String by,
        @JsonPropertyDescription("Steps that are undone, in that order; in the end, those for which it was tried.")
                List<String> steps,
        @JsonPropertyDescription("Step whose failure caused it.") String step,
        @JsonPropertyDescription("Step the run went back to.") String to,
        @JsonPropertyDescription(
                        "Where it stands: Pending, Running, Succeeded, Failed, Cancelled, or Skipped where it was refused.")
                State state,
        @JsonPropertyDescription("When it started.") Instant startTime,
        @JsonPropertyDescription("When it ended.") Instant completionTime,
        @JsonPropertyDescription("What people should know; at most 512 characters.") @Size(max = 512) String message,
        @JsonPropertyDescription(
                        "Name of the run in which the step that is gone back to last succeeded, where it has no rollback"
                                + " task and is run again as it was then.")
                String run) {}
