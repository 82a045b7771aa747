package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Steps that people see as one. No groups in groups. */
@ApiType
public record Group(
        @JsonPropertyDescription("The steps, 1 to 50, by name, of any kind but group.")
                @Required
                @SchemaFrom(type = JsonNode.class)
                @Size(min = 1, max = 50)
                List<PipelineStep> steps) {}
