package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Target;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Lane;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run stands: its jobs sorted, then judged by the policies that reach beyond one job.
 *
 * @param lanes each judged by itself
 * @param steps all lanes of each together
 * @param early why the run is being ended, where that changes anything: with nothing left to do the natural result wins
 */
record RunStanding(List<LaneStanding> lanes, Map<String, StepStanding> steps, Optional<EarlyEnd> early) {

    static RunStanding of(Plan plan, Observed observed, Instant now) {
        Optional<EarlyEnd> early = EarlyEnd.of(plan, observed, now);
        List<LaneStanding> sorted = new ArrayList<>(plan.lanes().size());
        for (Lane lane : plan.lanes()) {
            sorted.add(sort(plan, lane, observed, early.isPresent(), now));
        }
        List<LaneStanding> stopped = FailFast.judged(plan, sorted, observed, now);
        RunStanding run = of(plan, Rollouts.admitted(stopped, plan.rules().rollout()), Optional.empty());
        if (early.isEmpty() || run.finished()) {
            return run;
        }
        return of(plan, run.lanes().stream().map(RunStanding::ended).toList(), early);
    }

    /** What a failure had skipped before stays skipped; a lane that waits for its turn need not wait any more. */
    private static LaneStanding ended(LaneStanding lane) {
        LaneStanding.Entry entry = lane.entry() == LaneStanding.Entry.WAITS ? LaneStanding.Entry.OPEN : lane.entry();
        return lane.with(entry, EarlyEnd::end);
    }

    private static RunStanding of(Plan plan, List<LaneStanding> lanes, Optional<EarlyEnd> early) {
        return new RunStanding(List.copyOf(lanes), together(plan, lanes), early);
    }

    private static Map<String, StepStanding> together(Plan plan, List<LaneStanding> lanes) {
        if (lanes.size() == 1) {
            return lanes.get(0).steps();
        }
        Map<String, StepStanding> steps = new LinkedHashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            List<Standing> jobs = new ArrayList<>(step.jobs().size());
            lanes.forEach(lane -> jobs.addAll(lane.step(step.name()).jobs));
            steps.put(step.name(), new StepStanding(step, step.jobs(), jobs));
        }
        return steps;
    }

    private static LaneStanding sort(Plan plan, Lane lane, Observed observed, boolean endsEarly, Instant now) {
        Map<String, StepStanding> steps = new LinkedHashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            steps.put(step.name(), sort(plan, lane, step, observed, endsEarly, now));
        }
        return new LaneStanding(lane, LaneStanding.Entry.OPEN, steps, Map.of(), Map.of());
    }

    /** @param endsEarly its attempts are being stopped */
    static StepStanding sort(
            Plan plan, Lane lane, PlannedStep step, Observed observed, boolean endsEarly, Instant now) {
        List<Job> planned = step.jobs(lane, plan.lanes().size());
        List<Standing> jobs = new ArrayList<>(planned.size());
        for (Job job : planned) {
            JobReport settled = observed.settled().get(job.id());
            CommandStep command = (CommandStep) step.step();
            Attempt attempt =
                    UploadPolicy.judged(plan, command, job, observed.attempts().get(job.id()));
            Standing standing = NeverGranted.judged(
                    job, Standings.of(command, settled, attempt, endsEarly, now), observed.ancestors());
            jobs.add(settled == null ? SoftFailures.judged(job.softFail(), standing) : standing);
        }
        if (step.step() instanceof GateStep gate && step.skipped().isEmpty()) {
            jobs.add(GateStandings.of(gate, observed.gate(gate.gate()), observed.assurance(), endsEarly, now));
        }
        return new StepStanding(step, planned, jobs);
    }

    static LaneStanding halted(LaneStanding lane, boolean whole) {
        Map<String, String> haltedBy = new LinkedHashMap<>(FailurePolicy.haltedBy(lane.steps()));
        if (whole) {
            lane.steps().keySet().forEach(step -> haltedBy.putIfAbsent(step, LaneStanding.ASKED));
        }
        Map<String, StepStanding> steps = new LinkedHashMap<>(lane.steps());
        haltedBy.keySet().forEach(step -> steps.compute(step, (name, s) -> s.with(FailurePolicy::halt)));
        return new LaneStanding(lane.lane(), lane.entry(), steps, haltedBy, lane.stoppedBy());
    }

    /** As if a step before all of them had failed. */
    RunStanding halted(Plan plan) {
        return of(plan, lanes.stream().map(lane -> halted(lane, true)).toList(), Optional.empty());
    }

    private boolean finished() {
        for (LaneStanding lane : lanes) {
            for (StepStanding step : lane.steps().values()) {
                boolean cutShort =
                        step.count(JobState.CANCELLED) > 0 && !lane.stoppedBy().containsKey(step.step.name());
                if (!step.ended() || cutShort) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The lane of the job's target: of another run's job one with nothing in it, where this run has no such target. */
    LaneStanding laneOf(Job job) {
        Optional<String> target = job.lane().target().map(Target::name);
        int index = job.lane().index();
        if (index < lanes.size() && isOf(lanes.get(index), target)) {
            return lanes.get(index);
        }
        return lanes.stream()
                .filter(lane -> isOf(lane, target))
                .findFirst()
                .orElse(new LaneStanding(job.lane(), LaneStanding.Entry.CLOSED, Map.of(), Map.of(), Map.of()));
    }

    private static boolean isOf(LaneStanding lane, Optional<String> target) {
        return lane.lane().target().map(Target::name).equals(target);
    }

    /** Jobs, not gates. */
    int count(JobState state) {
        int count = 0;
        for (StepStanding step : steps.values()) {
            count += step.gate() ? 0 : step.count(state);
        }
        return count;
    }

    /** Attempts that are there. */
    int present() {
        int present = 0;
        for (StepStanding step : steps.values()) {
            present += step.present();
        }
        return present;
    }
}
