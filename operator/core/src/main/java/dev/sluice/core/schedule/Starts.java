package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which attempts start now: steps by priority and then in the pipeline's order, their jobs by index, as many as the limits leave room for.
 */
final class Starts {

    private final Assigning assignments;
    private final Reuse reuse;
    private final Instant now;
    private final Grants grants;
    private final List<Action> starts = new ArrayList<>();
    private final List<Job> waiting = new ArrayList<>();
    private int room;

    private Starts(Assigning assignments, Reuse reuse, Grants grants, int room, Instant now) {
        this.assignments = assignments;
        this.reuse = reuse;
        this.grants = grants;
        this.room = room;
        this.now = now;
    }

    static Starts of(
            Plan plan,
            RunStanding run,
            Dependencies dependencies,
            Assigning assignments,
            Reuse reuse,
            Observed observed,
            Instant now) {
        Starts starts = new Starts(assignments, reuse, observed.grants(), room(plan, run, observed), now);
        if (starts.room == 0) {
            return starts;
        }
        for (StepStanding step : byPriority(run)) {
            if (!step.ended() && !step.gate()) {
                starts.addFrom(step, run, dependencies);
            }
        }
        return starts;
    }

    /** A failure that ends others once it is on record may let go on what comes before all else: until then no place is given away. */
    private static int room(Plan plan, RunStanding run, Observed observed) {
        OptionalInt most = plan.rules().maxParallel();
        boolean nothing = run.early().isPresent()
                || most.isPresent()
                        && FailFast.awaitsRecord(plan, observed, run.steps().values());
        return nothing ? 0 : ParallelLimits.room(most, run.present());
    }

    List<Action> actions() {
        return starts;
    }

    /** Jobs that would start now if their concurrency group had a place for them. */
    List<Job> waiting() {
        return waiting;
    }

    private static Collection<StepStanding> byPriority(RunStanding run) {
        Collection<StepStanding> steps = run.steps().values();
        if (steps.stream().allMatch(step -> priority(step) == 0)) {
            return steps;
        }
        return steps.stream()
                .sorted(Comparator.comparingInt(Starts::priority).reversed())
                .toList();
    }

    private static int priority(StepStanding step) {
        return step.step.step() instanceof CommandStep command ? command.start().priority() : 0;
    }

    private void addFrom(StepStanding step, RunStanding run, Dependencies dependencies) {
        CommandStep command = (CommandStep) step.step.step();
        int most = Math.min(room, ParallelLimits.room(command.maxParallel(), step.present()));
        int before = starts.size();
        int waitingBefore = waiting.size();
        int reserved = 0;
        for (LaneStanding lane : run.lanes()) {
            StepStanding ofLane = lane.step(step.step.name());
            if (ofLane.ended() || FailFast.holdsBack(ofLane)) {
                continue;
            }
            if (dependencies.awaitsRecord(lane, step.step)) {
                reserved += ofLane.count(JobState.PENDING);
            } else if (dependencies.open(lane, step.step)) {
                for (int i = 0; i < ofLane.jobs.size() && starts.size() - before + reserved < most; i++) {
                    if (waiting.size() - waitingBefore == most) {
                        break;
                    }
                    add(ofLane.planned.get(i), ofLane.jobs.get(i));
                }
            }
        }
        // Whoever comes first once all is on record has its place kept: what starts must not depend on whether that was
        // written.
        room -= Math.min(most, starts.size() - before + reserved);
    }

    private void add(Job job, Standing standing) {
        if (standing instanceof Standing.Unstarted) {
            begin(job);
        } else if (standing instanceof Standing.Again again
                && !now.isBefore(again.next().notBefore())
                && placed(job)) {
            RetryPolicy.Next next = again.next();
            starts.add(new Action.Start(
                    job, next.attempt(), next.infrastructureFailures(), assignments.of(job, next.attempt())));
        }
    }

    /** What is taken over needs no place. */
    private void begin(Job job) {
        Assignment assignment = assignments.of(job, 1);
        Optional<JobReport> takenOver = reuse.of(job, assignment);
        if (takenOver.isPresent()) {
            starts.add(new Action.TakeOver(job, takenOver.get()));
        } else if (placed(job)) {
            starts.add(new Action.Start(job, 1, 0, assignment));
        }
    }

    /** Whether its group has a place for it; else it is noted as waiting for one. */
    private boolean placed(Job job) {
        boolean placed = job.concurrency().isEmpty() || grants.jobs().contains(job.id());
        if (!placed) {
            waiting.add(job);
        }
        return placed;
    }
}
