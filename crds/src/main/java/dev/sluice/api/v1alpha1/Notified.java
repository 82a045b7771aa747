package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import java.time.Instant;

/** What a channel is to be told, and whether it was. */
@ApiType
public record Notified(
        @JsonPropertyDescription("Name of the channel.") @Required String channel,
        @JsonPropertyDescription(
                        "Of a gate: Requested, Decided or TimedOut. Of a step: the state in which it ended. Of a run: the phase.")
                @Required
                String event,
        @JsonPropertyDescription("When it was told, or given up. Absent: that is under way.") Instant time,
        @JsonPropertyDescription("Why it was given up. Absent: it was told, or that is under way.") String error) {}
