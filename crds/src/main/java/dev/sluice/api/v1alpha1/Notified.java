package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** What a channel was told. */
@ApiType
public record Notified(
        @JsonPropertyDescription("Name of the channel. Not yet supported.") @Required String channel,
        @JsonPropertyDescription("What it was told, e.g. Requested. Not yet supported.") @Required String event,
        @JsonPropertyDescription("When. Not yet supported.") Instant time,
        @JsonPropertyDescription("Why that failed. Absent: it worked. Not yet supported.") String error) {}
