package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** A Buildkite plugin. */
@ApiType
public record Plugin(
        @JsonPropertyDescription("Name and version, e.g. docker#v5; at most 256 characters. Not yet supported.")
                @Required
                @Size(min = 1, max = 256)
                String name,
        @JsonPropertyDescription("What it is given. Not yet supported.")
                @SchemaFrom(type = ObjectNode.class)
                @Size(max = 1000)
                Map<String, Object> config) {}
