package dev.sluice.core.schedule;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What the first attempt of every job would execute if all went well: made by what makes it in a run, so a plan never tells another story
 * than a run. It is asked once, at the end of all; to play the run step after step would look at all jobs at each.
 */
public final class Foreseen {

    private Foreseen() {}

    /** @param done every job's success, with the outputs that others shall see, and every gate's answer */
    public static Map<JobId, Assignment> of(RunFacts facts, Plan written, Observed done, Instant now) {
        Plan plan = StepApprovals.expanded(written);
        Assignments assignments = new Assignments(facts, plan, RunStanding.of(plan, done, now));
        Map<JobId, Assignment> foreseen = new HashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            for (Job job : step.jobs()) {
                foreseen.put(job.id(), assignments.of(job, 1));
            }
        }
        return foreseen;
    }
}
