package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.util.ArrayList;
import java.util.List;

/**
 * Which rollbacks a run has, and what each of them reaches (C7). A failed step that says so causes one, once the run has come to its end
 * by itself; a person asks for others. A failed rollback causes none: what undoes a step halts, and no more.
 */
final class Rollbacks {

    private Rollbacks() {}

    /** A person asked for one: nothing of the run starts any more. */
    static boolean asked(Observed observed) {
        return observed.rollbacks().stream().anyMatch(r -> r.cause() == Rollback.Cause.MANUAL && !r.refused());
    }

    /** Those on record, and after them those that have become due since. */
    static List<Rollback> of(Plan plan, Observed observed, RunStanding run, Report natural) {
        List<Rollback> rollbacks = new ArrayList<>(observed.rollbacks());
        if (!natural.phase().ended() || natural.reason() == Report.Reason.CANCELLED) {
            return rollbacks;
        }
        for (StepStanding step : run.steps().values()) {
            if (fallsBack(step) && rollbacks.stream().noneMatch(r -> isOf(r, step.step.name()))) {
                String to =
                        ((CommandStep) step.step.step()).failure().rollbackTo().orElseThrow();
                rollbacks.add(Rollback.afterFailure(next(rollbacks), step.step.name(), to));
            }
        }
        return rollbacks;
    }

    static int next(List<Rollback> rollbacks) {
        return rollbacks.isEmpty() ? 1 : rollbacks.get(rollbacks.size() - 1).id() + 1;
    }

    /** The step is to be undone by this rollback in this lane. Each target goes back by itself. */
    static boolean undoes(Plan plan, Rollback rollback, LaneStanding lane, PlannedStep step) {
        return reaches(rollback, lane, step) && undoable(plan, rollback, step);
    }

    /** It has run in this lane, at or after the step that is gone back to. */
    static boolean reaches(Rollback rollback, LaneStanding lane, PlannedStep step) {
        boolean since = step.name().equals(rollback.to()) || step.ancestors().contains(rollback.to());
        return since
                && !rollback.refused()
                && ran(lane.step(step.name()))
                && (rollback.cause() == Rollback.Cause.MANUAL || fallsBack(lane.step(rollback.step())));
    }

    /** There is a way: its rollback task, or for the step that is gone back to what it was when all was well. */
    static boolean undoable(Plan plan, Rollback rollback, PlannedStep step) {
        return plan.undos().containsKey(Undos.name(step.name()))
                && (hasTask(step) || step.name().equals(rollback.to()));
    }

    static boolean hasTask(PlannedStep step) {
        return step.step() instanceof CommandStep command && command.undo().isPresent();
    }

    private static boolean isOf(Rollback rollback, String failed) {
        return rollback.cause() == Rollback.Cause.FAILURE && rollback.step().equals(failed);
    }

    private static boolean fallsBack(StepStanding step) {
        return step.halts()
                && step.step.step() instanceof CommandStep command
                && command.failure().onFailure() == OnFailure.ROLLBACK;
    }

    /** What was stopped half-way has left its traces too. */
    static boolean ran(StepStanding step) {
        return step.count(JobState.SUCCEEDED) + step.count(JobState.FAILED) + step.count(JobState.SOFT_FAILED) > 0
                || step.jobs.stream()
                        .map(Standing::report)
                        .anyMatch(job -> job.state() == JobState.CANCELLED && job.attempts() > 0);
    }
}
