package dev.sluice.core.schedule;

import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which steps have ended, and which may start because all that they depend on has. Each lane goes on by itself; at a barrier the lanes of
 * a batch wait for one another.
 */
final class Dependencies {

    private final RunStanding run;
    private final boolean barriers;
    private final Instant startTime;
    private final Waits waits = new Waits();
    private final List<Map<String, StepProgress>> known = new ArrayList<>();
    private final List<Map<String, Before>> atBarriers = new ArrayList<>();

    /** @param barriers every step is one that does not say that it is none */
    Dependencies(RunStanding run, boolean barriers, Instant startTime) {
        this.run = run;
        this.barriers = barriers;
        this.startTime = startTime;
        for (LaneStanding lane : run.lanes()) {
            known.add(new HashMap<>());
            if (atBarriers.size() == lane.lane().batch()) {
                atBarriers.add(new HashMap<>());
            }
        }
    }

    /**
     * What is before a step: all that it depends on, in one lane or, at a barrier, in all of a batch.
     *
     * @param waitsFor what is not through
     */
    private record Before(boolean over, List<String> waitsFor, Instant passed) {}

    /** All that the step depends on is over, and the lane has been let in. */
    boolean open(LaneStanding lane, PlannedStep step) {
        return lane.entry() == LaneStanding.Entry.OPEN && before(lane, step).over();
    }

    /** All that the step depends on has ended, and some of that has to be on record first. */
    boolean awaitsRecord(LaneStanding lane, PlannedStep step) {
        if (lane.entry() != LaneStanding.Entry.OPEN) {
            return false;
        }
        Before before = before(lane, step);
        return before.waitsFor().isEmpty() && !before.over();
    }

    /** What of its dependencies is not through, in any lane. */
    List<String> waitsFor(PlannedStep step) {
        Set<String> names = new LinkedHashSet<>();
        run.lanes().forEach(lane -> names.addAll(before(lane, step).waitsFor()));
        return List.copyOf(names);
    }

    private Before before(LaneStanding lane, PlannedStep step) {
        if (run.lanes().size() == 1 || !step.barrier(barriers)) {
            return before(List.of(lane), step);
        }
        Map<String, Before> ofBatch = atBarriers.get(lane.lane().batch());
        Before before = ofBatch.get(step.name());
        if (before == null) {
            before = before(batch(lane), step);
            ofBatch.put(step.name(), before);
        }
        return before;
    }

    private Before before(List<LaneStanding> lanes, PlannedStep step) {
        boolean over = true;
        List<String> waitsFor = new ArrayList<>();
        Instant latest = startTime;
        for (LaneStanding lane : lanes) {
            for (String dependency : step.dependsOn()) {
                StepProgress progress = progress(lane, dependency);
                over &= progress.over();
                if (!progress.through() && !waitsFor.contains(dependency)) {
                    waitsFor.add(dependency);
                }
                Instant passed = progress.passed().orElse(latest);
                latest = passed.isAfter(latest) ? passed : latest;
            }
        }
        return new Before(over, waitsFor, latest);
    }

    private List<LaneStanding> batch(LaneStanding lane) {
        List<LaneStanding> lanes = run.lanes();
        int from = lane.lane().index();
        int to = from + 1;
        while (from > 0 && lanes.get(from - 1).lane().batch() == lane.lane().batch()) {
            from--;
        }
        while (to < lanes.size() && lanes.get(to).lane().batch() == lane.lane().batch()) {
            to++;
        }
        return lanes.subList(from, to);
    }

    /** Of all lanes together. */
    StepProgress progress(String name) {
        if (run.lanes().size() == 1) {
            return progress(run.lanes().get(0), name);
        }
        StepProgress together = null;
        for (LaneStanding lane : run.lanes()) {
            StepProgress one = progress(lane, name);
            together = together == null ? one : together.and(one);
        }
        StepStanding step = run.steps().get(name);
        if (step.jobs.isEmpty() || step.gate() && !step.ended()) {
            return together;
        }
        return together.as(StepReports.together(run, step));
    }

    private StepProgress progress(LaneStanding lane, String name) {
        Map<String, StepProgress> ofLane = known.get(lane.lane().index());
        StepProgress progress = ofLane.get(name);
        if (progress == null) {
            StepStanding step = lane.step(name);
            progress = step.jobs.isEmpty() ? withoutJobs(lane, step.step) : withJobs(lane, step);
            if (step.gate() && !step.ended() && open(lane, step.step)) {
                progress = progress.as(StepReport.State.WAITING_APPROVAL);
            }
            ofLane.put(name, progress);
        }
        return progress;
    }

    private StepProgress withJobs(LaneStanding lane, StepStanding step) {
        Before before = before(lane, step.step);
        boolean through = step.ended() && before.waitsFor().isEmpty();
        Optional<Instant> end = StepTimes.end(step.jobs);
        return new StepProgress(
                StepReports.state(step),
                through,
                step.over() && gone(lane, before),
                through && end.isEmpty() ? Optional.of(before.passed()) : end);
    }

    /** As {@link #open}, also in a lane that is never let in: what has ended there holds nothing back. */
    private static boolean gone(LaneStanding lane, Before before) {
        return switch (lane.entry()) {
            case OPEN -> before.over();
            case WAITS -> false;
            case CLOSED -> true;
        };
    }

    /** A wait, or a step that is skipped, holds back what depends on it as long as it is held back itself. */
    private StepProgress withoutJobs(LaneStanding lane, PlannedStep step) {
        Before before = before(lane, step);
        boolean through =
                lane.entry() != LaneStanding.Entry.WAITS && before.waitsFor().isEmpty();
        StepReport.State state;
        if (step.skipped().isPresent()) {
            state = StepReport.State.SKIPPED;
        } else {
            state = through ? afterAll(lane, step) : StepReport.State.PENDING;
        }
        return new StepProgress(state, through, gone(lane, before), Optional.of(before.passed()));
    }

    /**
     * A wait gets through, if nothing before it was cut short. What a failure cut short goes before what the run's end did: the failure would
     * have kept the wait from getting through anyway, and may be told already.
     */
    private StepReport.State afterAll(LaneStanding lane, PlannedStep step) {
        Waits.Failures failures = waits.before(lane, step);
        boolean cancelled = false;
        for (PlannedStep dependency : thatRun(lane, step)) {
            StepReport.State state = progress(lane, dependency.name()).state();
            if (endedEarly(lane, dependency, state)) {
                cancelled = true;
            } else if (failures.cutShort(dependency, state)) {
                return StepReport.State.SKIPPED;
            }
        }
        return cancelled ? StepReport.State.CANCELLED : StepReport.State.SUCCEEDED;
    }

    /** Cancelled by what ends the run, and not by a failure that stops others: only what has jobs can be stopped. */
    private boolean endedEarly(LaneStanding lane, PlannedStep step, StepReport.State state) {
        boolean stopped =
                lane.stoppedBy().containsKey(step.name()) && !step.jobs().isEmpty();
        return state == StepReport.State.CANCELLED && run.early().isPresent() && !stopped;
    }

    /** What the step comes after: where that is a step that is left out, what that one comes after. */
    private static List<PlannedStep> thatRun(LaneStanding lane, PlannedStep step) {
        List<PlannedStep> found = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Deque<PlannedStep> open = new ArrayDeque<>(List.of(step));
        while (!open.isEmpty()) {
            for (String name : open.remove().dependsOn()) {
                PlannedStep dependency = lane.step(name).step;
                if (seen.add(name)) {
                    (dependency.skipped().isPresent() ? open : found).add(dependency);
                }
            }
        }
        return found;
    }
}
