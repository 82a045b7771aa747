package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;
import java.util.List;

/** What was undone. */
@ApiType
public record RollbackStatus(
        @JsonPropertyDescription("Its number in the run, from 1. Not yet supported.") @Required Integer id,
        @JsonPropertyDescription("Why, as one word, e.g. Failure. Not yet supported.") String cause,
        @JsonPropertyDescription("Who asked for it. Absent: nobody, a failure caused it. Not yet supported.") String by,
        @JsonPropertyDescription("Steps that are undone, in that order. Not yet supported.") List<String> steps,
        @JsonPropertyDescription("Step whose failure caused it. Not yet supported.") String step,
        @JsonPropertyDescription("Step the run went back to. Not yet supported.") String to,
        @JsonPropertyDescription("Where it stands. Not yet supported.") State state,
        @JsonPropertyDescription("When it started. Not yet supported.") Instant startTime,
        @JsonPropertyDescription("When it ended. Not yet supported.") Instant completionTime,
        @JsonPropertyDescription("What people should know; at most 512 characters. Not yet supported.") @Size(max = 512)
                String message) {}
