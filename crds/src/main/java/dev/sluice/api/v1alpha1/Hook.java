package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** A script or command before or after a step's own. */
@ApiType
public record Hook(
        @JsonPropertyDescription("Shell script, run by /bin/sh -e; at most 65,536 characters. Excludes command.")
                @Size(min = 1, max = 65536)
                String script,
        @JsonPropertyDescription("Program and arguments, run without a shell; 1 to 256 entries. Excludes script.")
                @Size(min = 1, max = 256)
                List<@Size(max = 65536) String> command) {}
