package dev.sluice.cli;

import dev.sluice.core.model.Choice;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.Set;

/** Which run a step's jobs are taken over from. */
final class TakenFrom {

    private TakenFrom() {}

    static String run(Plan plan, String step) {
        Choice choice = plan.request().choice();
        return choice.taken().contains(step)
                ? choice.from()
                : plan.request().rerun().map(Rerun::run).orElse("");
    }

    /** The end of a step's line; empty where none of its jobs is. */
    static String text(Plan plan, PlannedStep step, Set<JobId> taken) {
        long jobs = step.jobs().stream().filter(job -> taken.contains(job.id())).count();
        if (jobs == 0) {
            return "";
        }
        String some =
                jobs == step.jobs().size() ? "" : jobs + " of " + step.jobs().size() + " jobs ";
        return "  (" + some + "taken over from " + run(plan, step.name()) + ")";
    }
}
