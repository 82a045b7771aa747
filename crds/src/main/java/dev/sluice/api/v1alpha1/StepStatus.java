package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** Where a step stands. Past the step's share of the status, indexes and outputs are cut and {@code truncated} is true. */
@ApiType
@RecordBuilder
public record StepStatus(
        @JsonPropertyDescription("Name of the step; NAME.rollback is what undoes it.") @Required @Size(max = 49)
                String name,
        @JsonPropertyDescription(
                        "Where the step stands: Pending, Running, Succeeded, SoftFailed, Failed, Skipped or Cancelled; the other values"
                                + " are not yet supported.")
                State state,
        @JsonPropertyDescription("Name of the PodTemplate its jobs are made from.") String agent,
        @JsonPropertyDescription("What people should know; at most 512 characters.") @Size(max = 512) String message,
        @JsonPropertyDescription("When its first job started.") Instant startTime,
        @JsonPropertyDescription("When its last job ended.") Instant completionTime,
        @JsonPropertyDescription("How many of its jobs are where.") JobCounts jobs,
        @JsonPropertyDescription(
                        "Indexes of jobs that succeeded, as intervals from 0, e.g. 0-5,9; at most 1,024 characters.")
                @Size(max = 1024)
                String succeeded,
        @JsonPropertyDescription("Indexes of jobs that failed, as intervals; at most 1,024 characters.")
                @Size(max = 1024)
                String failed,
        @JsonPropertyDescription(
                        "Indexes of jobs with an attempt that was seen, as intervals; at most 1,024 characters.")
                @Size(max = 1024)
                String active,
        @JsonPropertyDescription("Indexes of jobs that were stopped, as intervals; at most 1,024 characters.")
                @Size(max = 1024)
                String cancelled,
        @JsonPropertyDescription("Jobs in a further attempt, or cancelled before any; at most 20.") @Size(max = 20)
                List<Attempts> attempts,
        @JsonPropertyDescription("What its jobs wrote to $SLUICE_OUTPUT, as many as fit in the step's share.")
                List<Outputs> outputs,
        @JsonPropertyDescription("true: the step's share of the status did not hold all of it.") Boolean truncated,
        @JsonPropertyDescription(
                        "Indexes of jobs that failed in a way that does not count, as intervals; at most 1,024 characters.")
                @Size(max = 1024)
                String softFailed,
        @JsonPropertyDescription("Which channels are told of its end, and whether that worked.")
                List<Notified> notified) {}
