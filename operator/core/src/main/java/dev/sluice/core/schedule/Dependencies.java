package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
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
    private final List<Map<String, StepProgress>> known = new ArrayList<>();

    /** @param barriers every step is one */
    Dependencies(RunStanding run, boolean barriers, Instant startTime) {
        this.run = run;
        this.barriers = barriers;
        this.startTime = startTime;
        run.lanes().forEach(lane -> known.add(new HashMap<>()));
    }

    /** All that the step depends on is over, and the lane has been let in. */
    boolean open(LaneStanding lane, PlannedStep step) {
        if (lane.entry() != LaneStanding.Entry.OPEN) {
            return false;
        }
        for (LaneStanding other : before(lane, step)) {
            for (String dependency : step.dependsOn()) {
                if (!progress(other, dependency).over()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What of its dependencies is not through, in any lane. */
    List<String> waitsFor(PlannedStep step) {
        Set<String> names = new LinkedHashSet<>();
        run.lanes().forEach(lane -> names.addAll(waitsFor(lane, step)));
        return List.copyOf(names);
    }

    private List<String> waitsFor(LaneStanding lane, PlannedStep step) {
        List<String> names = new ArrayList<>();
        for (LaneStanding other : before(lane, step)) {
            for (String dependency : step.dependsOn()) {
                if (!progress(other, dependency).through() && !names.contains(dependency)) {
                    names.add(dependency);
                }
            }
        }
        return names;
    }

    /** The lanes whose steps before this one hold it back in {@code lane}. */
    private List<LaneStanding> before(LaneStanding lane, PlannedStep step) {
        if (run.lanes().size() == 1 || !barriers && !step.barrier()) {
            return List.of(lane);
        }
        List<LaneStanding> together = new ArrayList<>();
        for (LaneStanding other : run.lanes()) {
            if (other.lane().batch() == lane.lane().batch()) {
                together.add(other);
            }
        }
        return together;
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
        return step.jobs.isEmpty() ? together : together.as(StepReports.state(step));
    }

    private StepProgress progress(LaneStanding lane, String name) {
        Map<String, StepProgress> ofLane = known.get(lane.lane().index());
        StepProgress progress = ofLane.get(name);
        if (progress == null) {
            StepStanding step = lane.step(name);
            progress = step.jobs.isEmpty() ? withoutJobs(lane, step.step) : withJobs(lane, step);
            ofLane.put(name, progress);
        }
        return progress;
    }

    private StepProgress withJobs(LaneStanding lane, StepStanding step) {
        boolean through = step.ended() && waitsFor(lane, step.step).isEmpty();
        Optional<Instant> end = StepTimes.end(step.jobs);
        return new StepProgress(
                StepReports.state(step),
                through,
                step.over() && gone(lane, step.step),
                through && end.isEmpty() ? passed(lane, step.step) : end);
    }

    /** As {@link #open}, also in a lane that is never let in: what has ended there holds nothing back. */
    private boolean gone(LaneStanding lane, PlannedStep step) {
        return lane.entry() == LaneStanding.Entry.CLOSED || open(lane, step);
    }

    /** A wait, or a step that is skipped, holds back what depends on it as long as it is held back itself. */
    private StepProgress withoutJobs(LaneStanding lane, PlannedStep step) {
        boolean through =
                lane.entry() != LaneStanding.Entry.WAITS && waitsFor(lane, step).isEmpty();
        StepReport.State state;
        if (step.skipped().isPresent()) {
            state = StepReport.State.SKIPPED;
        } else {
            state = through ? afterAll(lane, step) : StepReport.State.PENDING;
        }
        return new StepProgress(state, through, gone(lane, step), passed(lane, step));
    }

    /** A wait gets through, if not all before it was cut short by what ends the run. */
    private StepReport.State afterAll(LaneStanding lane, PlannedStep step) {
        boolean halted =
                lane.entry() == LaneStanding.Entry.CLOSED || lane.haltedBy().containsKey(step.name());
        for (String dependency : step.dependsOn()) {
            StepReport.State state = progress(lane, dependency).state();
            if (state == StepReport.State.CANCELLED) {
                return state;
            }
            if (halted && cutShort(lane.step(dependency).step, state)) {
                return StepReport.State.SKIPPED;
            }
        }
        return StepReport.State.SUCCEEDED;
    }

    private static boolean cutShort(PlannedStep dependency, StepReport.State state) {
        boolean mayFail = dependency.step() instanceof CommandStep command
                && command.failure().onFailure() == OnFailure.CONTINUE;
        return state == StepReport.State.SKIPPED && dependency.skipped().isEmpty()
                || state == StepReport.State.FAILED && !mayFail;
    }

    private Optional<Instant> passed(LaneStanding lane, PlannedStep step) {
        Instant latest = startTime;
        for (LaneStanding other : before(lane, step)) {
            for (String dependency : step.dependsOn()) {
                Optional<Instant> passed = progress(other, dependency).passed();
                if (passed.isPresent() && passed.get().isAfter(latest)) {
                    latest = passed.get();
                }
            }
        }
        return Optional.of(latest);
    }
}
