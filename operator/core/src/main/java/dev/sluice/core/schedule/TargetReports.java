package dev.sluice.core.schedule;

import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Where each target stands, and which fell out at which step and why (B3). None where the run has no targets. */
final class TargetReports {

    private TargetReports() {}

    static List<TargetReport> of(Plan plan, RunStanding run) {
        List<TargetReport> reports = new ArrayList<>();
        for (LaneStanding lane : run.lanes()) {
            lane.lane().target().ifPresent(target -> reports.add(of(plan, run, lane, target.name())));
        }
        return reports;
    }

    private static TargetReport of(Plan plan, RunStanding run, LaneStanding lane, String name) {
        for (StepStanding step : lane.steps().values()) {
            if (step.halts()) {
                return new TargetReport(
                        name, StepReport.State.FAILED, GateStep.known(step.step.name()), Tallies.failures(step.jobs));
            }
        }
        if (lane.entry() == LaneStanding.Entry.CLOSED) {
            return new TargetReport(name, StepReport.State.SKIPPED, "", "not begun: too many targets before it failed");
        }
        StepReport.State state = StepReport.State.SUCCEEDED;
        boolean begun = false;
        for (StepStanding step : lane.steps().values()) {
            begun |= step.count(JobState.PENDING) + step.count(JobState.SKIPPED) < step.jobs.size();
            if (!step.ended()) {
                state = StepReport.State.RUNNING;
            } else if (StepReports.state(step) == StepReport.State.CANCELLED && state == StepReport.State.SUCCEEDED) {
                state = StepReport.State.CANCELLED;
            }
        }
        if (state == StepReport.State.CANCELLED) {
            return new TargetReport(name, state, "", StepMessages.whyUnfinished(plan, run, lane.stoppedBy()));
        }
        return new TargetReport(
                name, state == StepReport.State.RUNNING && !begun ? StepReport.State.PENDING : state, "", "");
    }
}
