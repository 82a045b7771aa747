package dev.sluice.core.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do now and what to tell, as a value.
 *
 * @param lookAgain when the next timeout or backoff ends; absent: only an event can change anything
 */
public record Decision(List<Action> actions, Report report, Optional<Instant> lookAgain) {

    public Decision {
        actions = List.copyOf(actions);
    }
}
