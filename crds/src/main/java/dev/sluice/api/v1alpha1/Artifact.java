package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A file a step writes. */
@ApiType
public record Artifact(
        @JsonPropertyDescription(
                        "Path of the file in the working directory, or a glob; at most 1,024 characters. Not yet supported.")
                @Required
                @Size(min = 1, max = 1024)
                String path,
        @JsonPropertyDescription(
                        "Path of the JSON Schema the file is held to right after the step; at most 1,024 characters. Not "
                                + "yet supported.")
                @Size(min = 1, max = 1024)
                String schema) {}
