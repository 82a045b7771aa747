package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Where a run comes from. */
@ApiType
public record RunEvent(
        @JsonPropertyDescription("Id of the event at its source; at most 256 characters.") @Size(min = 1, max = 256)
                String id,
        @JsonPropertyDescription("System it comes from, e.g. github; at most 256 characters.") @Size(min = 1, max = 256)
                String source,
        @JsonPropertyDescription("Type of the event, e.g. push; at most 128 characters.") @Size(min = 1, max = 128)
                String type,
        @JsonPropertyDescription("Branch; at most 256 characters.") @Size(min = 1, max = 256) String branch,
        @JsonPropertyDescription("Tag; at most 256 characters.") @Size(min = 1, max = 256) String tag,
        @JsonPropertyDescription("Commit; at most 256 characters.") @Size(min = 1, max = 256) String revision,
        @JsonPropertyDescription("Message of the commit; at most 4,096 characters.") @Size(max = 4096) String message,
        @JsonPropertyDescription("URL of the repository; at most 1,024 characters.") @Size(min = 1, max = 1024)
                String repository,
        @JsonPropertyDescription("Who caused it; at most 256 characters.") @Size(min = 1, max = 256) String sender,
        @JsonPropertyDescription("Files that were changed; at most 1,000. Absent: not known, so they match.")
                @Size(max = 1000)
                List<@Size(min = 1, max = 1024) String> paths,
        @JsonPropertyDescription("true: more files were changed than are in paths, so they match; default false.")
                Boolean pathsTruncated,
        @JsonPropertyDescription("The pull request it is about.") PullRequest pullRequest) {}
