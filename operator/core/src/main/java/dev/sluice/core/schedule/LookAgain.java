package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Limits;
import dev.sluice.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When time alone changes the decision: the next timeout, the end of the next backoff. */
final class LookAgain {

    /** A failure that has to be on record first can't say when that will be. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final Instant now;
    private Instant next;

    private LookAgain(Instant now) {
        this.now = now;
    }

    static Optional<Instant> of(Plan plan, Observed observed, RunStanding run, boolean ended, Instant now) {
        LookAgain look = new LookAgain(now);
        if (run.early().isEmpty()) {
            if (!ended && FailFast.awaitsRecord(plan, observed, run.steps().values())) {
                look.at(Optional.of(now.plus(SOON)));
            }
            if (!ended && plan.rules().timeout().isPresent()) {
                look.atDeadline(plan, observed);
            }
            for (StepStanding step : run.steps().values()) {
                if (!step.over()) {
                    look.at(step);
                }
            }
        }
        return Optional.ofNullable(look.next);
    }

    /** At gates that wait: time is up, or that of somebody who decides in another's place. */
    static Optional<Instant> of(List<GateReport> gates, Instant now) {
        LookAgain look = new LookAgain(now);
        for (GateReport gate : gates) {
            if (gate.state() == GateReport.State.WAITING) {
                look.at(gate.record().deadline());
                look.at(Tally.of(gate.approval(), gate.record().votes()).nextEnd(now));
            }
        }
        return Optional.ofNullable(look.next);
    }

    /** While all waits for people, no time is running out. */
    private void atDeadline(Plan plan, Observed observed) {
        TimeInGates inGates = TimeInGates.of(observed, now);
        if (!inGates.stands()) {
            at(Timeouts.deadline(plan, observed, inGates));
        }
    }

    private void at(StepStanding step) {
        if (!(step.step.step() instanceof CommandStep)) {
            // What time has decided at a gate goes on record now, and nobody is told of that: what follows it would
            // never begin.
            if (step.jobs.stream().anyMatch(Standing.Judged.class::isInstance)) {
                at(Optional.of(now.plus(AT_ONCE)));
            }
            return;
        }
        Limits limits = ((CommandStep) step.step.step()).limits();
        for (Standing job : step.jobs) {
            if (job instanceof Standing.Active active) {
                at(Timeouts.deadline(limits, active.attempt().state()));
            } else if (job instanceof Standing.Again again) {
                at(Optional.of(again.next().notBefore()));
            } else if (job instanceof Standing.Expired) {
                at(Optional.of(now.plus(SOON)));
            }
        }
    }

    private void at(Optional<Instant> time) {
        Instant instant = time.orElse(null);
        if (instant != null && instant.isAfter(now) && (next == null || instant.isBefore(next))) {
            next = instant;
        }
    }
}
