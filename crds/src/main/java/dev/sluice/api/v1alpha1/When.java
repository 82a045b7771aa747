package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Map;

/** Conditions, and-ed. {@code not}, {@code any} and {@code all} go two levels deep. */
@ApiType
public record When(
        @JsonPropertyDescription("Globs of branches: any of those without ! and none of those with it; 1 to 32.")
                @Size(min = 1, max = 32)
                List<@Size(min = 1, max = 256) String> branches,
        @JsonPropertyDescription(
                        "Globs of changed files, any of them; 1 to 100. Where the changed files are not known they match.")
                @Size(min = 1, max = 100)
                List<@Size(min = 1, max = 1024) String> paths,
        @JsonPropertyDescription("Globs of labels of the run or its pull request, any of them; 1 to 32.")
                @Size(min = 1, max = 32)
                List<@Size(min = 1, max = 63) String> labels,
        @JsonPropertyDescription("Globs by variable, all of them; 1 to 32.") @Size(min = 1, max = 32)
                Map<String, @Size(max = 256) String> variables,
        @JsonPropertyDescription("Globs of types of event, any of them; 1 to 32.") @Size(min = 1, max = 32)
                List<@Size(min = 1, max = 128) String> events,
        @JsonPropertyDescription(
                        "Condition in Buildkite's words, e.g. build.branch == \"main\"; at most 4,096 characters.")
                @Size(min = 1, max = 4096)
                String expression,
        @JsonPropertyDescription("Conditions that must not hold all.") @SchemaFrom(type = ObjectNode.class) When not,
        @JsonPropertyDescription("Conditions, any of which must hold; 1 to 16.")
                @SchemaFrom(type = ObjectNode.class)
                @Size(min = 1, max = 16)
                List<When> any,
        @JsonPropertyDescription("Conditions, all of which must hold; 1 to 16.")
                @SchemaFrom(type = ObjectNode.class)
                @Size(min = 1, max = 16)
                List<When> all) {}
