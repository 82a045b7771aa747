package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.PlannedStep;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A step and where its jobs stand, counted once. */
final class StepStanding {

    final PlannedStep step;
    final List<Job> planned;
    final List<Standing> jobs;
    private final int[] byState = new int[JobState.values().length];
    private final int present;
    private final boolean over;

    /** @param planned jobs of the step: all of them, or those of a lane */
    StepStanding(PlannedStep step, List<Job> planned, List<Standing> jobs) {
        this.step = step;
        this.planned = planned;
        this.jobs = jobs;
        int presentSoFar = 0;
        boolean overSoFar = true;
        for (Standing job : jobs) {
            byState[job.report().state().ordinal()]++;
            presentSoFar += job.present() ? 1 : 0;
            overSoFar &= job.over();
        }
        this.present = presentSoFar;
        this.over = overSoFar;
    }

    int count(JobState state) {
        return byState[state.ordinal()];
    }

    /** Jobs that have an attempt which is there now. */
    int present() {
        return present;
    }

    /** Every job has ended as far as reports go. */
    boolean ended() {
        return count(JobState.PENDING) + count(JobState.ACTIVE) == 0;
    }

    /** Every job has ended for good: what depends on them may start. */
    boolean over() {
        return over;
    }

    /** One of its jobs has failed for good, and the step says that this halts the run; or a person said no. */
    boolean halts() {
        return count(JobState.FAILED) > 0 && mayHalt();
    }

    /** A failure of it would halt the run. */
    boolean mayHalt() {
        return gate()
                || step.step() instanceof CommandStep command
                        && command.failure().onFailure().halts();
    }

    /** People decide here: {@code jobs} is what they do, and is none of those planned. */
    boolean gate() {
        return step.step() instanceof GateStep;
    }

    StepStanding with(UnaryOperator<Standing> change) {
        if (ended()) {
            return this;
        }
        List<Standing> changed = new ArrayList<>(jobs.size());
        for (Standing job : jobs) {
            changed.add(change.apply(job));
        }
        return new StepStanding(step, planned, changed);
    }
}
