package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Steps that were added to a run. */
@ApiType
public record Upload(
        @JsonPropertyDescription("Step that added them.") @Required String step,
        @JsonPropertyDescription("Index of the job that did, from 0.") Integer index,
        @JsonPropertyDescription("Name of the ControllerRevision that holds them.") String revision) {}
