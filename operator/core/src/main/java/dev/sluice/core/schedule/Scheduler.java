package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.plan.Plan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says what to do next: a pure function of the plan, what is observed and the time. It remembers nothing, so a controller that is
 * killed at any line and started again decides the same.
 */
public final class Scheduler {

    private Scheduler() {}

    public static Decision decide(RunFacts facts, Plan written, Observed observed, Instant now) {
        Plan plan = StepApprovals.expanded(written);
        if (!observed.cancelRequested() && observed.admission() != Admission.ADMITTED) {
            return Admissions.notYet(written, observed, now);
        }
        return plan.checkout()
                .map(checkout -> new CheckoutStage(facts, plan, observed, now).decide(checkout))
                .orElseGet(() -> steps(facts, plan, observed, now));
    }

    static Decision steps(RunFacts facts, Plan plan, Observed observed, Instant now) {
        RunStanding run = RunStanding.of(plan, observed, now);
        Dependencies dependencies = new Dependencies(run, plan.rules().rollout().barrier(), observed.startTime());
        Reuse reuse = Reuse.of(plan, observed);
        Starts starts = Starts.of(plan, run, dependencies, new Assignments(facts, plan, run), reuse, observed, now);
        List<StepReport> steps =
                GroupWaits.told(StepReports.of(plan, run, dependencies), starts.waiting(), observed.grants());
        List<GateReport> gates = GateReports.of(plan, run, dependencies, observed, now);
        Report report = StepApprovals.told(plan, Outcome.of(plan, run, steps, TargetReports.of(plan, run), gates));
        List<Action> actions = new ArrayList<>(Stops.of(run, now));
        actions.addAll(starts.actions());
        Decision forward = new Decision(
                actions,
                report,
                Stream.of(LookAgain.of(plan, observed, run, report.phase().ended(), now), LookAgain.of(gates, now))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo),
                GroupClaims.of(plan, run, starts));
        return new RollbackStage(facts, plan, observed, run, now).decide(forward);
    }
}
