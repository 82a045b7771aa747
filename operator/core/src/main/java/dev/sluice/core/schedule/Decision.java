package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Claim;
import dev.sluice.core.plan.JobId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What is to be taken over from an earlier run before anything else is done. */
    public Map<JobId, JobReport> takenOver() {
        Map<JobId, JobReport> taken = new HashMap<>();
        for (Action action : actions) {
            if (action instanceof Action.TakeOver takeOver) {
                taken.put(takeOver.job().id(), takeOver.report());
            }
        }
        return taken;
    }
}
