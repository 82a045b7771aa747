package dev.sluice.core.schedule;

import dev.sluice.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows a run's own end: the rollbacks that are due. Nothing is undone before it is on record that everything else has ended, or a
 * controller that forgets could start a step again beside its undoing.
 */
final class RollbackStage {

    /** What has to be on record first can't say when that will be. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RunFacts facts;
    private final Plan plan;
    private final Observed observed;
    private final RunStanding run;
    private final Instant now;

    RollbackStage(RunFacts facts, Plan plan, Observed observed, RunStanding run, Instant now) {
        this.facts = facts;
        this.plan = plan;
        this.observed = observed;
        this.run = run;
        this.now = now;
    }

    /** @param forward what would be decided without */
    Decision decide(Decision forward) {
        List<Rollback> rollbacks = Rollbacks.of(plan, observed, run, forward.report());
        if (rollbacks.isEmpty()) {
            return forward;
        }
        if (rollbacks.stream().allMatch(Rollback::refused)) {
            return forward.withReport(forward.report().withRollbacks(rollbacks));
        }
        return forward.report().phase().ended() && run.present() == 0
                ? undo(forward, rollbacks)
                : forward.withReport(RollbackReports.awaited(forward.report(), rollbacks, run.present()));
    }

    private Decision undo(Decision forward, List<Rollback> rollbacks) {
        boolean begun = begun(rollbacks);
        Undoing undoing = Undoing.of(plan, observed, run, rollbacks);
        RunStanding standing = RunStanding.of(undoing.plan(), undoing.observed(), now);
        Dependencies dependencies = new Dependencies(standing, false, observed.startTime());
        Report report = new RollbackReports(plan, run, undoing, standing, begun)
                .of(forward.report(), StepReports.of(undoing.plan(), standing, dependencies), rollbacks);
        if (!begun) {
            return new Decision(forward.actions(), report, Optional.of(now.plus(SOON)), forward.claims());
        }
        List<Action> actions = new ArrayList<>(forward.actions());
        actions.addAll(Stops.of(standing, now));
        actions.addAll(Starts.of(
                        undoing.plan(),
                        standing,
                        dependencies,
                        new UndoAssignments(facts, plan, run, rollbacks, now),
                        Reuse.NONE,
                        observed,
                        now)
                .actions());
        Optional<Instant> next = LookAgain.of(
                undoing.plan(), undoing.observed(), standing, report.phase().ended(), now);
        return new Decision(
                actions,
                report,
                Stream.of(forward.lookAgain(), next).flatMap(Optional::stream).min(Instant::compareTo),
                forward.claims());
    }

    /** All that is due is on record, and as running. */
    private boolean begun(List<Rollback> rollbacks) {
        return rollbacks.size() == observed.rollbacks().size()
                && rollbacks.stream().noneMatch(r -> r.state() == StepReport.State.PENDING);
    }
}
