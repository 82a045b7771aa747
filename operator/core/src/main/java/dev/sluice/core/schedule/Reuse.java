package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Workspace;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.Map;
import java.util.Optional;

/**
 * Which jobs of a rerun need not run (E5): those that succeeded in the earlier run and are made of the same now, outputs of the steps before
 * them included; so it is known only when the job could start.
 */
final class Reuse {

    /** Everything that is to be done is done. */
    static final Reuse NONE = new Reuse(null, Optional.empty(), Map.of());

    private final Plan plan;
    private final Optional<Earlier> earlier;
    private final Map<String, String> agents;

    /** What steps left in a volume for others is not there any more. */
    static Reuse of(Plan plan, Observed observed) {
        return plan.workspace().filter(Workspace::shared).isPresent()
                ? NONE
                : new Reuse(plan, observed.earlier(), observed.agents());
    }

    /** @param agents what the agents are now, by name */
    Reuse(Plan plan, Optional<Earlier> earlier, Map<String, String> agents) {
        this.plan = plan;
        this.earlier = earlier;
        this.agents = agents;
    }

    Optional<JobReport> of(Job job, Assignment assignment) {
        if (earlier.isEmpty()) {
            return Optional.empty();
        }
        Earlier.Success success = earlier.get().successes().get(job.id());
        if (success != null && plan.request().choice().taken().contains(job.id().step())) {
            return Optional.of(JobReports.takenOver(success.outputs())); // whatever it would be now
        }
        PlannedStep step = plan.step(job.id().step());
        if (success == null
                || plan.request().rerun().isEmpty()
                || Reruns.again(plan, step)
                || ((CommandStep) step.step()).upload()) { // its steps are not there
            return Optional.empty();
        }
        String digest = Earlier.digest(assignment, (CommandStep) step.step(), agents);
        return digest.equals(success.digest())
                ? Optional.of(JobReports.takenOver(success.outputs()))
                : Optional.empty();
    }
}
