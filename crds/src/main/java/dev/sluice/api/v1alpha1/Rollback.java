package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** How a step is undone. */
@ApiType
@ValidationRule(value = "!(has(self.command) && has(self.script))", message = "command and script exclude one another")
@ValidationRule(
        value = "!(has(self.agent) && has(self.image))",
        message = "agent and image exclude one another: an agent's rights go with its image")
public record Rollback(
        @JsonPropertyDescription("Name of a PodTemplate in the run's namespace; at most 253 characters.")
                @Size(min = 1, max = 253)
                String agent,
        @JsonPropertyDescription("What the agent is to do, found in SLUICE_TASK; at most 65,536 characters.")
                @Size(min = 1, max = 65536)
                String task,
        @JsonPropertyDescription(
                        "Container image; at most 1,024 characters. Absent, and agent too: the step's own image or agent.")
                @Size(min = 1, max = 1024)
                String image,
        @JsonPropertyDescription(
                        "Shell script, run as a file by /bin/sh -e; at most 65,536 characters. Excludes command.")
                @Size(min = 1, max = 65536)
                String script,
        @JsonPropertyDescription("Program and arguments; 1 to 256 entries. Excludes script.") @Size(min = 1, max = 256)
                List<@Size(max = 65536) String> command,
        @JsonPropertyDescription(
                        "Any JSON object for the agent, found in SLUICE_CONFIG; at most 64 KiB and 1,000 keys.")
                @SchemaFrom(type = ObjectNode.class)
                @Size(max = 1000)
                Map<String, Object> config,
        @JsonPropertyDescription(
                        "Its environment, over the pipeline's; at most 100, a value has at most 4,096 characters.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> environment,
        @JsonPropertyDescription("Its environment whose values are in Secrets; at most 50, by name.") @Size(max = 50)
                List<SecretVariable> secretEnvironment,
        @JsonPropertyDescription("Compute resources. Absent: those of spec.defaults, or the namespace's.")
                Resources resources,
        @JsonPropertyDescription(
                        "How long one attempt may take, e.g. 5m; at most 8760h. Absent: as spec.defaults, or no limit.")
                @DurationText
                String timeout) {}
