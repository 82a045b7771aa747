package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** The pull request an event is about. */
@ApiType
public record PullRequest(
        @JsonPropertyDescription("Its number, from 1.") @Min(1) @Max(2147483647) Integer number,
        @JsonPropertyDescription("Branch it is to be merged into; at most 256 characters.") @Size(min = 1, max = 256)
                String baseBranch,
        @JsonPropertyDescription("true: it is a draft; default false.") Boolean draft,
        @JsonPropertyDescription("Its labels; at most 32.") @Size(max = 32)
                List<@Size(min = 1, max = 63) String> labels) {}
