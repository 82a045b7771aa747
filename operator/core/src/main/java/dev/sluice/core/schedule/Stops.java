package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which attempts are to end now. Those that are being stopped already are let be. */
final class Stops {

    private Stops() {}

    static List<Action> of(RunStanding run, Instant now) {
        List<Action> stops = new ArrayList<>();
        for (StepStanding step : run.steps().values()) {
            if (step.present() == 0) {
                continue;
            }
            for (int i = 0; i < step.jobs.size(); i++) {
                Job job = step.planned.get(i);
                if (step.jobs.get(i) instanceof Standing.Active active) {
                    why(active.attempt(), (CommandStep) step.step.step(), ending(run, job), now)
                            .ifPresent(why -> stops.add(
                                    new Action.Stop(job, active.attempt().number(), why)));
                } else if (step.jobs.get(i) instanceof Standing.LeftOver leftOver) {
                    why(leftOver)
                            .ifPresent(why -> stops.add(
                                    new Action.Stop(job, leftOver.attempt().number(), why)));
                }
            }
        }
        return stops;
    }

    /** Why all that is unfinished around a job is to end. */
    private static Optional<Action.Why> ending(RunStanding run, Job job) {
        if (run.early().isPresent()) {
            return Optional.of(Action.Why.RUN_ENDED);
        }
        return run.lanes()
                        .get(job.lane().index())
                        .stoppedBy()
                        .containsKey(job.id().step())
                ? Optional.of(Action.Why.FAIL_FAST)
                : Optional.empty();
    }

    private static Optional<Action.Why> why(
            Attempt attempt, CommandStep step, Optional<Action.Why> ending, Instant now) {
        if (attempt.state() instanceof Attempt.State.Stopping) {
            return Optional.empty();
        }
        if (ending.isPresent()) {
            return ending;
        }
        // One that waits too long is no business of this policy: its failure goes on record before it is stopped.
        return attempt.state() instanceof Attempt.State.Running running
                        && Timeouts.passed(Timeouts.deadline(step.limits(), running), now)
                ? Optional.of(Action.Why.TIMEOUT)
                : Optional.empty();
    }

    private static Optional<Action.Why> why(Standing.LeftOver leftOver) {
        Attempt.State state = leftOver.attempt().state();
        if (state instanceof Attempt.State.Stopping) {
            return Optional.empty();
        }
        return Optional.of(
                state instanceof Attempt.State.Waiting && leftOver.report().state() == JobState.FAILED
                        ? Action.Why.QUEUE_TIMEOUT
                        : Action.Why.LEFT_OVER);
    }
}
