package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A git repository to check out. */
@ApiType
public record GitSource(
        @JsonPropertyDescription("URL of the repository; at most 1,024 characters. Not yet supported.")
                @Required
                @Size(min = 1, max = 1024)
                String url,
        @JsonPropertyDescription(
                        "Branch, tag or commit; at most 256 characters. Absent: the repository's default branch. Not yet "
                                + "supported.")
                @Size(min = 1, max = 256)
                String revision,
        @JsonPropertyDescription(
                        "How many commits of history are fetched, 1 to 100,000. Absent: all. Not yet supported.")
                @Min(1)
                @Max(100000)
                Integer depth,
        @JsonPropertyDescription(
                        "Name of a Secret in the run's namespace that lets the operator read the repository. Absent: none "
                                + "is needed. Not yet supported.")
                @Size(min = 1, max = 253)
                String secret) {}
