package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.JobId;
import java.util.Random;
import java.util.function.IntPredicate;

/**
 * A controller as the operator is one: observe, decide, write the status if it is due, do what is to be done; again whenever something
 * changed. Everything it does can be cut short, and it remembers nothing.
 */
final class FakeController {

    private static final int BETWEEN_WRITES = 5;
    private static final int MOST_ROUNDS = 5_000;

    private final FakeCluster cluster;
    private final IntPredicate crashes;
    private final Random disturbances;
    private int deeds;

    /** @param crashes whether it dies before its nth deed, counted over all its lives */
    FakeController(FakeCluster cluster, IntPredicate crashes) {
        this(cluster, crashes, null);
    }

    /** @param disturbances status writes that fail, time lost, objects cleaned away; null: none */
    FakeController(FakeCluster cluster, IntPredicate crashes, Random disturbances) {
        this.cluster = cluster;
        this.crashes = crashes;
        this.disturbances = disturbances;
    }

    private static final class Crash extends RuntimeException {
        Crash() {
            super(null, null, false, false);
        }
    }

    int deeds() {
        return deeds;
    }

    FakeCluster.Result run() {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            try {
                if (reconcile()) {
                    return cluster.result();
                }
            } catch (Crash crash) {
                disturb();
            }
        }
        throw new AssertionError("still running after " + MOST_ROUNDS + " rounds, at " + cluster.now + " s");
    }

    /** Whether the run has ended and nothing of it is left. */
    private boolean reconcile() {
        if (cluster.rollbackAsked()) {
            Observed before = cluster.observe();
            RollbackRequest asked = RollbackRequest.of(
                    "alice: " + cluster.plan.steps().keySet().iterator().next());
            write(cluster.status().with(asked.judged(cluster.plan, before, Story.at(cluster.now))));
            return false;
        }
        Observed observed = cluster.observe();
        Decision decision = Scheduler.decide(Story.RUN, cluster.plan, observed, Story.at(cluster.now));
        check(observed, decision);
        FakeCluster.Status next = FakeCluster.Status.of(decision.report(), cluster.now);
        boolean news = !next.says(cluster.status());
        int due = cluster.status().time() + BETWEEN_WRITES;
        if (!next.gates().equals(cluster.status().gates())) {
            // What people decided is put on record first, and what follows from it is decided by the record.
            write(next);
            return false;
        }
        boolean must = next.phase() != cluster.status().phase();
        boolean written = news && (must || cluster.now >= due) && write(next);
        boolean changed = written;
        for (Action action : decision.actions()) {
            if (!cluster.isDone(action)) {
                deed();
                cluster.apply(action);
                changed = true;
            }
        }
        if (changed) {
            return false;
        }
        if (!news && decision.report().phase().ended() && cluster.quiet() && !cluster.rollbackToCome()) {
            return true;
        }
        int look = decision.lookAgain()
                .map(i -> (int) (i.getEpochSecond() - Story.START.getEpochSecond()))
                .orElse(Integer.MAX_VALUE / 2);
        cluster.advance(news ? Math.min(look, Math.max(due, cluster.now + 1)) : look);
        return false;
    }

    private boolean write(FakeCluster.Status status) {
        deed();
        if (disturbances != null && disturbances.nextInt(3) == 0) {
            return false;
        }
        cluster.write(status);
        return true;
    }

    private void deed() {
        if (crashes.test(deeds++)) {
            throw new Crash();
        }
    }

    private void disturb() {
        if (disturbances != null) {
            cluster.moveTo(cluster.now + disturbances.nextInt(20));
            cluster.collect();
        }
    }

    private void check(Observed observed, Decision decision) {
        for (StepReport step : decision.report().steps()) {
            for (int i = 0; i < step.jobs().size(); i++) {
                JobReport settled = observed.settled().get(new JobId(step.name(), i));
                JobReport told = step.jobs().get(i);
                if (settled != null
                        && (told.state() != settled.state() || !told.outputs().equals(settled.outputs()))) {
                    throw new AssertionError("settled as " + settled + ", and told as " + told);
                }
            }
        }
        decision.lookAgain().ifPresent(time -> assertThat(time).isAfter(Story.at(cluster.now)));
        for (Action action : decision.actions()) {
            if (action instanceof Action.Stop) {
                Attempt attempt = observed.attempts().get(action.job().id());
                assertThat(attempt.state()).isInstanceOfAny(Attempt.State.Waiting.class, Attempt.State.Running.class);
            }
        }
    }
}
