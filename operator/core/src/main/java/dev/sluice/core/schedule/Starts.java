package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Which attempts start now: steps in the pipeline's order, their jobs by index, as many as the limits leave room for. */
final class Starts {

    private final Assigning assignments;
    private final Instant now;
    private final List<Action> starts = new ArrayList<>();
    private int room;

    private Starts(Assigning assignments, int room, Instant now) {
        this.assignments = assignments;
        this.room = room;
        this.now = now;
    }

    static List<Action> of(Plan plan, RunStanding run, Dependencies dependencies, Assigning assignments, Instant now) {
        if (run.early().isPresent()) {
            return List.of();
        }
        Starts starts = new Starts(assignments, ParallelLimits.room(plan.rules().maxParallel(), run.present()), now);
        for (StepStanding step : run.steps().values()) {
            if (!step.ended()) {
                starts.addFrom(step, run, dependencies);
            }
        }
        return starts.starts;
    }

    private void addFrom(StepStanding step, RunStanding run, Dependencies dependencies) {
        CommandStep command = (CommandStep) step.step.step();
        int most = Math.min(room, ParallelLimits.room(command.maxParallel(), step.present()));
        int before = starts.size();
        for (LaneStanding lane : run.lanes()) {
            StepStanding ofLane = lane.step(step.step.name());
            if (!ofLane.ended() && dependencies.open(lane, step.step)) {
                for (int i = 0; i < ofLane.jobs.size() && starts.size() - before < most; i++) {
                    add(ofLane.planned.get(i), ofLane.jobs.get(i));
                }
            }
        }
        room -= starts.size() - before;
    }

    private void add(Job job, Standing standing) {
        if (standing instanceof Standing.Unstarted) {
            starts.add(new Action.Start(job, 1, 0, assignments.of(job, 1)));
        } else if (standing instanceof Standing.Again again
                && !now.isBefore(again.next().notBefore())) {
            RetryPolicy.Next next = again.next();
            starts.add(new Action.Start(
                    job, next.attempt(), next.infrastructureFailures(), assignments.of(job, next.attempt())));
        }
    }
}
