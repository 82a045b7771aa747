package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.FailureRules;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Lane;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be undone, as a plan of its own: the graph turned round, so that what came last goes first. The scheduler runs it as any
 * other; it has no timeout but those of its steps, and its targets don't wait for one another.
 *
 * @param observed the part of what is observed that concerns it; what is not to be undone in a lane is skipped there
 */
record Undoing(Plan plan, Observed observed) {

    static Undoing of(Plan plan, Observed observed, RunStanding run, List<Rollback> rollbacks) {
        List<PlannedStep> steps = new ArrayList<>();
        for (PlannedStep step : plan.steps().values()) {
            if (any(plan, run, rollbacks, step)) {
                steps.add(step);
            }
        }
        // Stable, so of steps that don't come after one another the one written last goes first.
        Collections.reverse(steps);
        steps.sort(
                Comparator.comparingInt((PlannedStep step) -> step.ancestors().size())
                        .reversed());
        List<PlannedStep> undos = new ArrayList<>();
        for (PlannedStep step : steps) {
            undos.add(undo(plan.step(Undos.name(step.name())), step, steps, tried(rollbacks, step)));
        }
        Plan reversed = new Plan(
                plan.pipeline(),
                plan.variables(),
                plan.environment(),
                plan.request(),
                RunRules.NONE.withMaxParallel(plan.rules().maxParallel()),
                plan.lanes().stream()
                        .map(lane -> new Lane(lane.index(), lane.target(), 0))
                        .toList(),
                Plan.byName(undos),
                plan.maxConcurrency());
        return new Undoing(reversed, part(plan, observed, run, rollbacks, steps));
    }

    private static boolean any(Plan plan, RunStanding run, List<Rollback> rollbacks, PlannedStep step) {
        for (LaneStanding lane : run.lanes()) {
            for (Rollback rollback : rollbacks) {
                if (Rollbacks.undoes(plan, rollback, lane, step)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** By a rollback that is over: who asks for another knows how that ended, and wants the rest. */
    private static boolean tried(List<Rollback> rollbacks, PlannedStep step) {
        return rollbacks.stream().anyMatch(r -> !r.active() && r.steps().contains(step.name()));
    }

    private static PlannedStep undo(PlannedStep undo, PlannedStep step, List<PlannedStep> all, boolean tried) {
        Set<String> after = new LinkedHashSet<>();
        for (PlannedStep other : all) {
            if (other.ancestors().contains(step.name())) {
                after.add(Undos.name(other.name()));
            }
        }
        CommandStep command = (CommandStep) undo.step();
        return new PlannedStep(
                tried ? command.withFailure(FailureRules.of(OnFailure.CONTINUE)) : command,
                undo.group(),
                List.copyOf(after),
                after,
                undo.skipped(),
                undo.jobs());
    }

    private static Observed part(
            Plan plan, Observed observed, RunStanding run, List<Rollback> rollbacks, List<PlannedStep> steps) {
        Map<JobId, JobReport> settled = new HashMap<>();
        Map<JobId, Attempt> attempts = new HashMap<>();
        List<Rollback> active = rollbacks.stream().filter(Rollback::active).toList();
        for (PlannedStep step : steps) {
            PlannedStep undo = plan.step(Undos.name(step.name()));
            for (LaneStanding lane : run.lanes()) {
                boolean due = active.stream().anyMatch(r -> Rollbacks.undoes(plan, r, lane, step));
                for (Job job : undo.jobs(lane.lane(), run.lanes().size())) {
                    JobReport known = observed.settled().get(job.id());
                    Attempt attempt = observed.attempts().get(job.id());
                    if (attempt != null) {
                        attempts.put(job.id(), attempt);
                    }
                    if (known != null) {
                        settled.put(job.id(), known);
                    } else if (!due && attempt == null) {
                        settled.put(job.id(), JobReports.without(JobState.SKIPPED));
                    }
                }
            }
        }
        return new Observed(observed.startTime(), observed.cancelRequested(), settled, attempts);
    }
}
