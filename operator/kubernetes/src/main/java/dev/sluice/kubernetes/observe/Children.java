package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work.Program.Downstream;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Attempt;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The runs that a run has started, as attempts of its jobs. A run that somebody else controls is nobody's child, whatever its labels say. */
public final class Children {

    private Children() {}

    /** The newest of each job. */
    public static Map<JobId, Attempt> attempts(String runUid, Plan plan, Collection<PipelineRun> children) {
        Map<JobId, Attempt> attempts = new HashMap<>();
        for (PipelineRun child : children) {
            of(runUid, child).ifPresent(identity -> downstream(plan, identity.job())
                    .map(downstream -> new Attempt(
                            identity.attempt(),
                            identity.infrastructureFailures(),
                            ChildState.of(child, downstream.async())))
                    .ifPresent(attempt ->
                            attempts.merge(identity.job(), attempt, (a, b) -> a.number() > b.number() ? a : b)));
        }
        return attempts;
    }

    /** Which attempt of this run it is, if it is one. */
    public static Optional<PodIdentity> of(String runUid, PipelineRun child) {
        return runUid.equals(PodIdentity.controller(child)) ? PodIdentity.of(child) : Optional.empty();
    }

    private static Optional<Downstream> downstream(Plan plan, JobId job) {
        PlannedStep step = plan.find(job.step()).orElse(null);
        return step != null && step.step() instanceof CommandStep command
                ? command.work().program().filter(Downstream.class::isInstance).map(Downstream.class::cast)
                : Optional.empty();
    }
}
