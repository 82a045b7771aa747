package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A git repository to check out. */
@ApiType
public record GitSource(
        @JsonPropertyDescription(
                        "URL of the repository, of https, http, ssh or git, or as git@host:path, without a password; at most "
                                + "1,024 characters. ${…} are replaced by variables.")
                @Required
                @Size(min = 1, max = 1024)
                @Pattern(Bounds.GIT_URL)
                String url,
        @JsonPropertyDescription(
                        "Branch, tag or commit; at most 256 characters. ${…} are replaced by variables. What the run's event "
                                + "says goes first, unless this is a whole commit. Absent: the repository's default branch.")
                @Size(min = 1, max = 256)
                @Pattern(Bounds.GIT_REVISION)
                String revision,
        @JsonPropertyDescription("How many commits of history are fetched, 1 to 100,000. Absent: all.")
                @Min(1)
                @Max(100000)
                Integer depth,
        @JsonPropertyDescription(
                        "Name of a Secret of type kubernetes.io/basic-auth or kubernetes.io/ssh-auth (with known_hosts) in the "
                                + "run's namespace, for the checkout alone. Absent: none is needed.")
                @Size(min = 1, max = 253)
                @Pattern(Bounds.SUBDOMAIN)
                String secret) {}
