package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A file or folder a step writes. */
@ApiType
public record Artifact(
        @JsonPropertyDescription("Path of a file or folder below the working directory; at most 1,024 characters.")
                @Required
                @Size(min = 1, max = 1024)
                String path,
        @JsonPropertyDescription(
                        "Path of the JSON Schema the file is held to right after the step, on a laptop; at most 1,024 "
                                + "characters. In the cluster it is not looked at.")
                @Size(min = 1, max = 1024)
                String schema) {}
