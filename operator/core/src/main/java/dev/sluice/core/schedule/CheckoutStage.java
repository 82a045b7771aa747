package dev.sluice.core.schedule;

import dev.sluice.core.model.RunRules;
import dev.sluice.core.plan.Checkouts;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Lane;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What comes before a run's steps where their place is prepared once for all of them. It is decided as a run of one step; nothing else
 * starts before its success is on record, or a controller that forgets could look the branch up again and find another commit.
 */
public final class CheckoutStage {

    /** What has to be on record first can't say when that will be. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RunFacts facts;
    private final Plan plan;
    private final Observed observed;
    private final Instant now;

    CheckoutStage(RunFacts facts, Plan plan, Observed observed, Instant now) {
        this.facts = facts;
        this.plan = plan;
        this.observed = observed;
        this.now = now;
    }

    /** Whether its success is known and is to go on record before anything is started. */
    public static boolean awaitsRecord(Plan plan, Observed observed) {
        Attempt attempt = observed.attempts().get(Checkouts.ID);
        return plan.checkout().isPresent()
                && attempt != null
                && attempt.state() instanceof Attempt.State.Succeeded
                && !observed.settled().containsKey(Checkouts.ID);
    }

    /** The plan with the commit that is on record. */
    public static Plan known(Plan plan, Map<JobId, JobReport> settled) {
        return Optional.ofNullable(settled.get(Checkouts.ID))
                .map(checkout -> checkout.outputs().get(Checkouts.COMMIT))
                .map(plan::at)
                .orElse(plan);
    }

    Decision decide(PlannedStep step) {
        Decision alone = Scheduler.steps(facts, alone(step), part(), now);
        StepReport checkout = alone.report().steps().get(0);
        return switch (checkout.state()) {
            case SUCCEEDED -> goOn(checkout);
            case CANCELLED -> before(checkout, Scheduler.steps(facts, plan, observed, now));
            case FAILED ->
                new Decision(
                        alone.actions(),
                        new Report(
                                Report.Phase.FAILED,
                                Report.Reason.CHECKOUT_FAILED,
                                alone.report().message(),
                                before(checkout, neverStarted())),
                        alone.lookAgain());
            default ->
                new Decision(
                        alone.actions(),
                        new Report(
                                alone.report().phase(),
                                alone.report().reason(),
                                alone.report().message(),
                                before(checkout, reports(RunStanding.of(plan, observed, now)))),
                        alone.lookAgain());
        };
    }

    private Plan alone(PlannedStep step) {
        return new Plan(
                plan.pipeline(),
                plan.variables(),
                plan.environment(),
                plan.request(),
                RunRules.NONE.withTimeout(plan.rules().timeout()),
                List.of(Lane.ONLY),
                Plan.byName(List.of(step)),
                1);
    }

    private Observed part() {
        Map<JobId, JobReport> settled = new HashMap<>();
        Map<JobId, Attempt> attempts = new HashMap<>();
        Optional.ofNullable(observed.settled().get(Checkouts.ID)).ifPresent(job -> settled.put(Checkouts.ID, job));
        Optional.ofNullable(observed.attempts().get(Checkouts.ID)).ifPresent(job -> attempts.put(Checkouts.ID, job));
        return new Observed(observed.startTime(), observed.cancelRequested(), settled, attempts);
    }

    private Decision goOn(StepReport checkout) {
        String commit = checkout.jobs().get(0).outputs().get(Checkouts.COMMIT);
        Decision steps = before(checkout, Scheduler.steps(facts, plan.at(commit), observed, now));
        if (!awaitsRecord(plan, observed)) {
            return steps;
        }
        List<Action> stops =
                steps.actions().stream().filter(Action.Stop.class::isInstance).toList();
        Optional<Instant> next = Stream.of(steps.lookAgain(), Optional.of(now.plus(SOON)))
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
        return new Decision(stops, steps.report(), next);
    }

    private static Decision before(StepReport checkout, Decision steps) {
        return steps.withReport(
                steps.report().withSteps(before(checkout, steps.report().steps())));
    }

    private static List<StepReport> before(StepReport checkout, List<StepReport> steps) {
        List<StepReport> all = new ArrayList<>(List.of(checkout));
        all.addAll(steps);
        return all;
    }

    private List<StepReport> neverStarted() {
        RunStanding halted = RunStanding.of(plan, observed, now).halted(plan);
        return reports(halted).stream()
                .map(step -> plan.step(step.name()).skipped().isPresent()
                        ? step
                        : step.in(StepReport.State.SKIPPED, "not started: " + Checkouts.NAME + " failed"))
                .toList();
    }

    private List<StepReport> reports(RunStanding run) {
        return StepApprovals.together(
                plan,
                StepReports.of(
                        plan, run, new Dependencies(run, plan.rules().rollout().barrier(), observed.startTime())));
    }
}
