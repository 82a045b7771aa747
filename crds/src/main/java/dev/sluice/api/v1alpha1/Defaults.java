package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** What a step gets that does not say. Each field means what it means in a step. */
@ApiType
public record Defaults(
        @JsonPropertyDescription("Container image; at most 1,024 characters.") @Size(min = 1, max = 1024) String image,
        @JsonPropertyDescription("Name of a PodTemplate in the run's namespace; at most 253 characters.")
                @Size(min = 1, max = 253)
                String agent,
        @JsonPropertyDescription(
                        "How long one attempt may take, from its container's start, e.g. 30m; at most 8760h. Absent: no limit.")
                @DurationText
                String timeout,
        @JsonPropertyDescription("How long a job may wait for its start, e.g. 1h; at most 8760h. Absent: no limit.")
                @DurationText
                String queueTimeout,
        @JsonPropertyDescription("When a failed job is tried again.") Retry retry,
        @JsonPropertyDescription(
                        "Pod (default): each job is a bare Pod. Job: the first attempts of a step's parallel indexes are "
                                + "one Indexed batch/v1 Job.")
                RunAs runAs,
        @JsonPropertyDescription("Compute resources of each job. Absent: the namespace's defaults.")
                Resources resources,
        @JsonPropertyDescription(
                        "What a failed step does to the run: Halt (default) starts nothing new, Continue lets dependents go"
                                + " on, Rollback goes back.")
                OnFailure onFailure) {}
