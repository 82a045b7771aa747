package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A working place for the jobs. */
@ApiType
public record Workspace(
        @JsonPropertyDescription("A git repository that is checked out into each job's working directory.")
                GitSource git,
        @JsonPropertyDescription("A volume that is each job's working directory.") Volume volume) {}
