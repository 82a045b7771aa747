package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.LastGood;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the undoing of a step executes. Its rollback task knows all that the step knew and what the step wrote; a step that is run again
 * as it was knows what it knew then.
 */
final class UndoAssignments implements Assigning {

    private final RunFacts facts;
    private final Plan plan;
    private final RunStanding run;
    private final List<Rollback> rollbacks;
    private final Instant now;

    UndoAssignments(RunFacts facts, Plan plan, RunStanding run, List<Rollback> rollbacks, Instant now) {
        this.facts = facts;
        this.plan = plan;
        this.run = run;
        this.rollbacks = rollbacks;
        this.now = now;
    }

    @Override
    public Assignment of(Job job, int attempt) {
        PlannedStep undone = plan.step(Undos.undone(job.id().step()));
        CommandStep undo = (CommandStep) plan.step(job.id().step()).step();
        Assignment assignment = Rollbacks.hasTask(undone)
                ? new Assignments(facts, plan, run).of(job, attempt, undo, outputs(undone, job))
                : again(plan.lastGood().orElseThrow(), undone, job, attempt, undo);
        Map<String, String> environment = new LinkedHashMap<>(assignment.environment());
        environment.put("SLUICE_STEP", undone.name());
        environment.put("BUILDKITE_STEP_KEY", undone.name());
        environment.put("SLUICE_ROLLBACK", "true");
        rollbacks.stream()
                .filter(r -> !r.step().isEmpty() && undoes(r, job, undone))
                .findFirst()
                .ifPresent(r -> environment.put("SLUICE_FAILED_STEP", r.step()));
        return new Assignment(assignment.program(), assignment.image(), assignment.agent(), environment);
    }

    private boolean undoes(Rollback rollback, Job job, PlannedStep undone) {
        return Rollbacks.undoes(plan, rollback, run.lanes().get(job.lane().index()), undone);
    }

    /** Of the steps before it, and its own of the same target. */
    private Map<String, String> outputs(PlannedStep undone, Job job) {
        Map<String, String> outputs = JobEnvironment.outputs(run, job, undone);
        StepStanding own = run.lanes().get(job.lane().index()).step(undone.name());
        if (own.jobs.size() == 1) {
            outputs.putAll(JobEnvironment.outputs((CommandStep) undone.step(), own.jobs));
        }
        return outputs;
    }

    private Assignment again(LastGood good, PlannedStep undone, Job job, int attempt, CommandStep undo) {
        RunStanding then = RunStanding.of(good.plan(), asItWas(good), now);
        return new Assignments(facts, good.plan(), then)
                .of(
                        job,
                        attempt,
                        undo,
                        JobEnvironment.outputs(then, job, good.plan().step(undone.name())));
    }

    private Observed asItWas(LastGood good) {
        Map<JobId, JobReport> jobs = new HashMap<>();
        good.outputs().forEach((job, outputs) -> jobs.put(job, JobReports.succeeded(outputs)));
        return new Observed(now, false, jobs, Map.of());
    }
}
