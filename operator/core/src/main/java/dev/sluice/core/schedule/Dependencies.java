package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.Step;
import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which steps have ended, and which may start because all that they depend on has. */
final class Dependencies {

    private final RunStanding run;
    private final Instant startTime;
    private final Map<String, StepProgress> known = new HashMap<>();

    Dependencies(RunStanding run, Instant startTime) {
        this.run = run;
        this.startTime = startTime;
    }

    /** All that the step depends on is over. */
    boolean open(PlannedStep step) {
        for (String dependency : step.dependsOn()) {
            if (!progress(dependency).over()) {
                return false;
            }
        }
        return true;
    }

    /** What of its dependencies is not through. */
    List<String> waitsFor(PlannedStep step) {
        List<String> names = new ArrayList<>();
        for (String dependency : step.dependsOn()) {
            if (!progress(dependency).through()) {
                names.add(dependency);
            }
        }
        return names;
    }

    StepProgress progress(String name) {
        StepProgress progress = known.get(name);
        if (progress == null) {
            StepStanding step = run.steps().get(name);
            progress = step.jobs.isEmpty() ? withoutJobs(step.step) : withJobs(step);
            known.put(name, progress);
        }
        return progress;
    }

    private StepProgress withJobs(StepStanding step) {
        boolean through = step.ended() && waitsFor(step.step).isEmpty();
        Optional<Instant> end = StepTimes.end(step.jobs);
        return new StepProgress(
                StepReports.state(step),
                through,
                step.over() && open(step.step),
                through && end.isEmpty() ? passed(step.step) : end);
    }

    /** A wait, or a step that is skipped, holds back what depends on it as long as it is held back itself. */
    private StepProgress withoutJobs(PlannedStep step) {
        boolean through = waitsFor(step).isEmpty();
        StepReport.State state;
        if (step.step() instanceof CommandStep) {
            state = StepReport.State.SKIPPED;
        } else {
            state = through ? afterAll(step) : StepReport.State.PENDING;
        }
        return new StepProgress(state, through, open(step), passed(step));
    }

    /** A wait gets through, if not all before it was cut short by what ends the run. */
    private StepReport.State afterAll(PlannedStep step) {
        boolean halted = run.haltedBy().containsKey(step.name());
        for (String dependency : step.dependsOn()) {
            StepReport.State state = progress(dependency).state();
            if (state == StepReport.State.CANCELLED) {
                return state;
            }
            if (halted && cutShort(run.steps().get(dependency).step, state)) {
                return StepReport.State.SKIPPED;
            }
        }
        return StepReport.State.SUCCEEDED;
    }

    private static boolean cutShort(PlannedStep dependency, StepReport.State state) {
        Step step = dependency.step();
        boolean skippedByItself =
                step instanceof CommandStep command && command.skip().isPresent();
        boolean mayFail = step instanceof CommandStep command && command.onFailure() == OnFailure.CONTINUE;
        return state == StepReport.State.SKIPPED && !skippedByItself || state == StepReport.State.FAILED && !mayFail;
    }

    private Optional<Instant> passed(PlannedStep step) {
        Instant latest = startTime;
        for (String dependency : step.dependsOn()) {
            Optional<Instant> passed = progress(dependency).passed();
            if (passed.isPresent() && passed.get().isAfter(latest)) {
                latest = passed.get();
            }
        }
        return Optional.of(latest);
    }
}
