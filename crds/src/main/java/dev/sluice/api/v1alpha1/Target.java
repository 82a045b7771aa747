package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Map;

/** A host or place that each step runs on. */
@ApiType
public record Target(
        @JsonPropertyDescription(
                        "Name of the target, e.g. web-1.example.com: a DNS subdomain of at most 253 characters.")
                @Required
                @Size(max = 253)
                @Pattern(Bounds.SUBDOMAIN)
                String name,
        @JsonPropertyDescription(
                        "Over the pipeline's variables, for jobs of this target; at most 100, a value has at most 4,096 "
                                + "characters; only names that the pipeline declares.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> variables) {}
