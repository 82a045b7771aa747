package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Lane;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who is stopped because something failed. A step that fails fast: its first failed job stops its siblings (of the same target). A run that
 * fails fast: the first step that halts it stops all that it halts, on the same target: targets go on each by itself. What has begun is cancelled, what has not is skipped.
 *
 * <p>Attempts that are stopped fail through no fault of their own. So such a failure stops others only once it is on record: else nobody
 * could tell who was first.
 */
final class FailFast {

    private final Plan plan;
    private final Observed observed;
    private final Instant now;
    /** By the lane: targets go on each by itself. */
    private final Map<Lane, Map<String, Set<String>>> reached = new HashMap<>();

    private FailFast(Plan plan, Observed observed, Instant now) {
        this.plan = plan;
        this.observed = observed;
        this.now = now;
    }

    /**
     * The lanes, stopped and halted. What fails by itself stops others first, or what was stopped would look as if it failed; a retry that
     * a halted step does not make is one failure more, and may stop further ones.
     */
    static List<LaneStanding> judged(Plan plan, List<LaneStanding> sorted, Observed observed, Instant now) {
        if (!isAsked(plan)) {
            return halted(sorted, observed);
        }
        FailFast policy = new FailFast(plan, observed, now);
        List<LaneStanding> lanes = policy.stopped(sorted, sorted);
        while (true) {
            List<LaneStanding> halted = halted(lanes, observed);
            // What only a failure makes final that is not on record yet may not be final after all.
            if (awaitsRecord(plan, observed, steps(lanes))) {
                return halted;
            }
            List<LaneStanding> further = policy.stopped(lanes, halted);
            if (count(further) == count(lanes)) {
                return halted;
            }
            lanes = further;
        }
    }

    private static List<LaneStanding> halted(List<LaneStanding> lanes, Observed observed) {
        boolean whole = Rollbacks.asked(observed);
        return lanes.stream().map(lane -> RunStanding.halted(lane, whole)).toList();
    }

    private static List<StepStanding> steps(List<LaneStanding> lanes) {
        return lanes.stream().flatMap(lane -> lane.steps().values().stream()).toList();
    }

    private static int count(List<LaneStanding> lanes) {
        return lanes.stream().mapToInt(lane -> lane.stoppedBy().size()).sum();
    }

    /** @param failed the same lanes, as they tell who failed */
    private List<LaneStanding> stopped(List<LaneStanding> lanes, List<LaneStanding> failed) {
        failed.forEach(this::addReached);
        List<LaneStanding> stopped = new ArrayList<>(lanes.size());
        for (int i = 0; i < lanes.size(); i++) {
            stopped.add(stopped(lanes.get(i), failed.get(i)));
        }
        return stopped;
    }

    static boolean isAsked(Plan plan) {
        return plan.rules().failFast() || plan.steps().values().stream().anyMatch(step -> asks(step));
    }

    private static boolean asks(PlannedStep step) {
        return step.step() instanceof CommandStep command && command.failure().failFast();
    }

    private void addReached(LaneStanding lane) {
        if (!plan.rules().failFast()) {
            return;
        }
        Map<String, Set<String>> ofLane = reached.computeIfAbsent(lane.lane(), l -> new LinkedHashMap<>());
        for (StepStanding step : lane.steps().values()) {
            String name = step.step.name();
            if (step.halts() && !step.gate() && !ofLane.containsKey(name) && firstFailed(step) != null) {
                Set<String> others = new HashSet<>(plan.steps().keySet());
                others.removeAll(Shields.against(name, lane.steps()));
                ofLane.put(name, others);
            }
        }
    }

    private LaneStanding stopped(LaneStanding lane, LaneStanding failed) {
        Map<String, String> stoppedBy = new LinkedHashMap<>();
        Map<String, StepStanding> steps = new LinkedHashMap<>(lane.steps());
        for (StepStanding step : failed.steps().values()) {
            String by = step.gate() ? null : stoppedBy(lane.lane(), step);
            if (by != null) {
                stoppedBy.put(step.step.name(), by);
                // Judged anew: from now on an attempt that is gone was stopped, and not lost.
                steps.put(
                        step.step.name(),
                        RunStanding.sort(plan, lane.lane(), step.step, observed, true, now)
                                .with(FailurePolicy::halt));
            }
        }
        return lane.with(steps, stoppedBy);
    }

    private String stoppedBy(Lane lane, StepStanding step) {
        for (Map.Entry<String, Set<String>> failure :
                reached.getOrDefault(lane, Map.of()).entrySet()) {
            if (failure.getValue().contains(step.step.name())) {
                return "step " + failure.getKey();
            }
        }
        Job failed = asks(step.step) ? firstFailed(step) : null;
        return failed == null ? null : failed.name();
    }

    private Job firstFailed(StepStanding step) {
        for (int i = 0; i < step.jobs.size(); i++) {
            if (mayStopOthers(step.planned.get(i).id(), step.jobs.get(i), observed)) {
                return step.planned.get(i);
            }
        }
        return null;
    }

    private static boolean mayStopOthers(JobId id, Standing job, Observed observed) {
        return job.report().state() == JobState.FAILED && (observed.settled().containsKey(id) || ownFailure(job));
    }

    private static boolean ownFailure(Standing job) {
        return job.report()
                .failure()
                .filter(f -> f.kind() == Failure.Kind.STEP || f.kind() == Failure.Kind.TIMEOUT)
                .isPresent();
    }

    /** Nothing starts beside a failure, also while that is not on record yet. */
    static boolean holdsBack(StepStanding step) {
        return step.count(JobState.FAILED) > 0 && asks(step.step);
    }

    /** A failure that would stop others is not on record yet. */
    static boolean awaitsRecord(Plan plan, Observed observed, Collection<StepStanding> steps) {
        if (!isAsked(plan)) {
            return false;
        }
        for (StepStanding step : steps) {
            if (!step.gate() && (asks(step.step) || plan.rules().failFast() && step.halts())) {
                for (int i = 0; i < step.jobs.size(); i++) {
                    Standing job = step.jobs.get(i);
                    if (job.report().state() == JobState.FAILED
                            && !mayStopOthers(step.planned.get(i).id(), job, observed)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether what is on record as failed is why a job is on record as cancelled. */
    static boolean explains(Plan plan, Observed observed, JobId cancelled) {
        for (Map.Entry<JobId, JobReport> settled : observed.settled().entrySet()) {
            PlannedStep step = plan.step(settled.getKey().step());
            if (settled.getValue().state() == JobState.FAILED
                    && (plan.rules().failFast()
                                    && plan.job(settled.getKey())
                                            .lane()
                                            .equals(plan.job(cancelled).lane())
                                    && ((CommandStep) step.step())
                                            .failure()
                                            .onFailure()
                                            .halts()
                            || asks(step) && siblings(plan, settled.getKey(), cancelled))) {
                return true;
            }
        }
        return false;
    }

    private static boolean siblings(Plan plan, JobId a, JobId b) {
        return a.step().equals(b.step())
                && plan.job(a).lane().equals(plan.job(b).lane());
    }
}
