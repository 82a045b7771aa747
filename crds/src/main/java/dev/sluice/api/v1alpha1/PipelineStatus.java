package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;

/** What the operator makes of a pipeline. */
@ApiType
public record PipelineStatus(
        @JsonPropertyDescription("Generation of the spec this status is about.") Long observedGeneration,
        @JsonPropertyDescription("Name of the ControllerRevision that holds the text of the spec.") String revision,
        @JsonPropertyDescription(
                        "Accepted: True, or False with reason Invalid or NotYetSupported; the message lists every problem.")
                List<Condition> conditions,
        @JsonPropertyDescription("How many steps the pipeline has.") Integer steps,
        @JsonPropertyDescription("How many jobs a run has.") Integer jobs,
        @JsonPropertyDescription("How many jobs can be active at once, at most.") Integer maxConcurrency,
        @JsonPropertyDescription("When the next scheduled run starts; absent while the pipeline is suspended.")
                Instant nextSchedule,
        @JsonPropertyDescription("The scheduled time of the last run that was started for one.")
                Instant lastSchedule) {}
