package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a run stands: its jobs sorted, then judged by the policies that reach beyond one job.
 *
 * @param haltedBy halted steps, each with the failed step it is halted by
 * @param early why the run is being ended, where that changes anything: with nothing left to do the natural result wins
 */
record RunStanding(Map<String, StepStanding> steps, Map<String, String> haltedBy, Optional<EarlyEnd> early) {

    static RunStanding of(Plan plan, Observed observed, Instant now) {
        Optional<EarlyEnd> early = EarlyEnd.of(plan, observed, now);
        Map<String, StepStanding> sorted = sort(plan, observed, early.isPresent(), now);
        Map<String, String> haltedBy = FailurePolicy.haltedBy(sorted);
        Map<String, StepStanding> natural = new LinkedHashMap<>(sorted);
        haltedBy.keySet().forEach(step -> natural.compute(step, (name, s) -> s.with(FailurePolicy::halt)));
        if (early.isEmpty() || finished(natural)) {
            return new RunStanding(natural, haltedBy, Optional.empty());
        }
        return new RunStanding(changed(sorted, EarlyEnd::end), haltedBy, early);
    }

    private static Map<String, StepStanding> sort(Plan plan, Observed observed, boolean endsEarly, Instant now) {
        Map<String, StepStanding> steps = new LinkedHashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            List<Standing> jobs = new ArrayList<>(step.jobs().size());
            for (Job job : step.jobs()) {
                jobs.add(Standings.of(
                        (CommandStep) step.step(),
                        observed.settled().get(job.id()),
                        observed.attempts().get(job.id()),
                        endsEarly,
                        now));
            }
            steps.put(step.name(), new StepStanding(step, jobs));
        }
        return steps;
    }

    private static Map<String, StepStanding> changed(Map<String, StepStanding> steps, UnaryOperator<Standing> change) {
        Map<String, StepStanding> changed = new LinkedHashMap<>(steps);
        changed.replaceAll((name, step) -> step.with(change));
        return changed;
    }

    private static boolean finished(Map<String, StepStanding> steps) {
        for (StepStanding step : steps.values()) {
            if (!step.ended() || step.count(JobState.CANCELLED) > 0) {
                return false;
            }
        }
        return true;
    }

    int count(JobState state) {
        int count = 0;
        for (StepStanding step : steps.values()) {
            count += step.count(state);
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
