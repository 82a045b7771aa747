package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Runs that exclude one another. */
@ApiType
public record Concurrency(
        @JsonPropertyDescription(
                        "Runs whose group resolves to the same text exclude one another within the namespace; at most 253 "
                                + "characters when resolved.")
                @Required
                @Size(min = 1, max = 253)
                String group,
        @JsonPropertyDescription("How many runs of the group may be active at once, 1 to 1,000; default 1.")
                @Min(1)
                @Max(1000)
                @Default("1")
                Integer limit,
        @JsonPropertyDescription(
                        "What a run does that finds the group full: Queue (default) waits, CancelOlder cancels the oldest, "
                                + "Reject fails.")
                @Default("Queue")
                OnConflict onConflict,
        @JsonPropertyDescription(
                        "Who goes first once there is room: Ordered (default) the oldest, Eager whoever is ready.")
                @Default("Ordered")
                ConcurrencyMethod method) {

    /** What a run does that finds its group full. */
    public enum OnConflict {
        @JsonProperty("Queue")
        QUEUE,
        @JsonProperty("CancelOlder")
        CANCEL_OLDER,
        @JsonProperty("Reject")
        REJECT
    }
}
