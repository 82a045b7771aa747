package dev.sluice.core.schedule;

import dev.sluice.core.plan.Plan;
import java.time.Instant;

/** Says what to do next: a pure function of the plan, what is observed and the time. */
public final class Scheduler {

    private Scheduler() {}

    public static Decision decide(RunFacts facts, Plan plan, Observed observed, Instant now) {
        throw new UnsupportedOperationException("being written");
    }
}
