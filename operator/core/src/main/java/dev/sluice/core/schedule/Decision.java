package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What to do now and what to tell, as a value.
 *
 * @param lookAgain when the next timeout or backoff ends; absent: only an event can change anything
 * @param claims what each job of a concurrency group needs of it, in the order jobs are to start
 */
public record Decision(List<Action> actions, Report report, Optional<Instant> lookAgain, List<Claim> claims) {

    public Decision(List<Action> actions, Report report, Optional<Instant> lookAgain) {
        this(actions, report, lookAgain, List.of());
    }

    public Decision withReport(Report other) {
        return new Decision(actions, other, lookAgain, claims);
    }

    public Decision {
        actions = List.copyOf(actions);
        claims = List.copyOf(claims);
    }
}
