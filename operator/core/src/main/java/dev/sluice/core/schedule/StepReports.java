package dev.sluice.core.schedule;

import dev.sluice.core.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of each step. */
final class StepReports {

    private StepReports() {}

    static List<StepReport> of(Plan plan, RunStanding run, Dependencies dependencies) {
        List<StepReport> reports = new ArrayList<>(run.steps().size());
        for (StepStanding step : run.steps().values()) {
            reports.add(of(plan, run, step, dependencies));
        }
        return reports;
    }

    /** The worst of its jobs is what a step with jobs has ended as. */
    static StepReport.State state(StepStanding step) {
        if (!step.ended()) {
            return step.count(JobState.PENDING) == step.jobs.size()
                    ? StepReport.State.PENDING
                    : StepReport.State.RUNNING;
        }
        if (step.count(JobState.FAILED) > 0) {
            return StepReport.State.FAILED;
        }
        if (step.count(JobState.CANCELLED) > 0) {
            return StepReport.State.CANCELLED;
        }
        if (step.count(JobState.SKIPPED) > 0) {
            return StepReport.State.SKIPPED;
        }
        return step.count(JobState.SOFT_FAILED) > 0 ? StepReport.State.SOFT_FAILED : StepReport.State.SUCCEEDED;
    }

    /**
     * Of all lanes, by those that came to it: one that fell out before, or was never begun, has no say. Partial where it failed in one and
     * succeeded in another.
     */
    static StepReport.State together(RunStanding run, StepStanding step) {
        StepReport.State worst = state(step);
        boolean oneIsWell = worst.ended() && run.lanes().size() > 1 && anySucceeded(run, step.step.name());
        if (oneIsWell && worst == StepReport.State.FAILED) {
            return StepReport.State.PARTIAL;
        }
        if (!oneIsWell || step.count(JobState.CANCELLED) > 0) {
            return worst;
        }
        return step.count(JobState.SOFT_FAILED) > 0 ? StepReport.State.SOFT_FAILED : StepReport.State.SUCCEEDED;
    }

    private static boolean anySucceeded(RunStanding run, String step) {
        for (LaneStanding lane : run.lanes()) {
            StepReport.State state = state(lane.step(step));
            if (state == StepReport.State.SUCCEEDED || state == StepReport.State.SOFT_FAILED) {
                return true;
            }
        }
        return false;
    }

    private static StepReport of(Plan plan, RunStanding run, StepStanding step, Dependencies dependencies) {
        StepProgress progress = dependencies.progress(step.step.name());
        Optional<Instant> start = StepTimes.start(step.jobs);
        Optional<Instant> end = progress.state().ended() ? StepTimes.end(step.jobs) : Optional.empty();
        if (step.jobs.isEmpty() && progress.state() == StepReport.State.SUCCEEDED) {
            // A wait takes no time: it ends when what it waits for has ended.
            start = progress.passed();
            end = progress.passed();
        }
        List<JobReport> jobs = new ArrayList<>(step.jobs.size());
        if (!step.gate()) {
            step.jobs.forEach(job -> jobs.add(job.report()));
        }
        return new StepReport(
                step.step.name(),
                progress.state(),
                StepMessages.of(plan, run, step, progress.state(), dependencies),
                start,
                end,
                jobs);
    }
}
