package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;

/** Where a run stands; at most 100 KB. */
@ApiType
@RecordBuilder
public record PipelineRunStatus(
        @JsonPropertyDescription("Generation of the spec this status is about.") Long observedGeneration,
        @JsonPropertyDescription("Where the run stands.") Phase phase,
        @JsonPropertyDescription("Name of the ControllerRevision the run was planned from.") String revision,
        @JsonPropertyDescription("When the run was accepted.") Instant startTime,
        @JsonPropertyDescription("When the run ended.") Instant completionTime,
        @JsonPropertyDescription("When this status was last written; progress is written at most every 5 seconds.")
                Instant reportTime,
        @JsonPropertyDescription("Finished and all steps, e.g. 3/7.") String progress,
        @JsonPropertyDescription("What people should know first.") String message,
        @JsonPropertyDescription(
                        "Accepted: whether the run can be run. Succeeded: Unknown while it runs, then True or False, and why.")
                List<Condition> conditions,
        @JsonPropertyDescription(
                        "Where each step stands, in the pipeline's order, and after them what undoes steps; at most 600.")
                @Size(max = 600)
                List<StepStatus> steps,
        @JsonPropertyDescription("Where people decide, and what they decided.") @Size(max = 500) List<GateStatus> gates,
        @JsonPropertyDescription(
                        "Where each target stands; at most 1,000, and as many as fit: first those that fell out.")
                @Size(max = 1000)
                List<TargetStatus> targets,
        @JsonPropertyDescription("What was undone, or asked to be.") List<RollbackStatus> rollbacks,
        @JsonPropertyDescription("Runs that steps of this run started, the newest 40.") List<ChildRun> children,
        @JsonPropertyDescription("Where the run waits for its concurrency group.") QueueStatus queue,
        @JsonPropertyDescription("Steps that were added to the run, in the order in which they count.")
                List<Upload> uploads,
        @JsonPropertyDescription("Which channels are told of the run itself, and whether that worked.")
                List<Notified> notified) {}
