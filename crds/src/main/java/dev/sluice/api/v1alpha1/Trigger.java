package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;

/** What starts runs of a pipeline by itself. */
@ApiType
@ValidationRule(
        value = "has(self.event) != has(self.schedule)",
        message = "a trigger has exactly one of event and schedule")
@ValidationRule(
        value = "has(self.schedule) || !(has(self.timeZone) || has(self.onMissed))",
        message = "timeZone and onMissed go with schedule")
public record Trigger(
        @JsonPropertyDescription(
                        "Type of the event that starts a run, e.g. pull_request.merged; at most 128 characters. Excludes "
                                + "schedule. Not yet supported.")
                @Size(min = 1, max = 128)
                String event,
        @JsonPropertyDescription(
                        "Globs of branches whose events start a run, any of them; 1 to 32: short for when.branches. Not yet"
                                + " supported.")
                @Size(min = 1, max = 32)
                List<@Size(min = 1, max = 256) String> branches,
        @JsonPropertyDescription("Which of these events start a run. Absent: all. Not yet supported.") When when,
        @JsonPropertyDescription(
                        "When runs start: cron of five fields (minute, hour, day of month, month, day of week), e.g. 0 3 * "
                                + "* *. Excludes event.")
                @Size(max = 100)
                @Pattern(Bounds.CRON)
                String schedule,
        @JsonPropertyDescription("Time zone of the schedule by its IANA name, e.g. Europe/Berlin; default UTC.")
                @Size(min = 1, max = 64)
                String timeZone,
        @JsonPropertyDescription(
                        "What happens to times the operator missed while it was away: RunOnce (default) starts one run for "
                                + "all of them, Skip none.")
                OnMissed onMissed,
        @JsonPropertyDescription(
                        "Over the pipeline's variables, in runs this starts; at most 100, a value has at most 4,096 "
                                + "characters.")
                @Size(max = 100)
                Map<String, @Size(max = 4096) String> variables) {

    /** What happens to scheduled times that passed unseen. */
    public enum OnMissed {
        @JsonProperty("RunOnce")
        RUN_ONCE,
        @JsonProperty("Skip")
        SKIP
    }
}
