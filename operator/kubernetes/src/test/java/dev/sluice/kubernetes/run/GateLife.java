package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.fake.Believing;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Mortal;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.guard.Guard;
import dev.sluice.kubernetes.pin.Acceptor;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A gate to which things happen, one after the other, each of them looked at: by one operator once, or by operators that look more often
 * than they need to and die around their writes, and know nothing each time they begin.
 */
final class GateLife {

    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    private static final String RUN = "r";
    private static final int ODDS_OF_DEATH = 6;
    private final Random fate;
    private final boolean calm;
    private final Believing guards = new Believing();
    private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
    private final FakeCluster cluster = new FakeCluster(v -> clock.instant());
    private RunReconciliation operator;
    private Instant now = START;
    private int generation = 1;
    private int said;

    /** @param seed of deaths and needless looks; absent: neither */
    GateLife(Optional<Long> seed, String approval) {
        calm = seed.isEmpty();
        fate = new Random(seed.orElse(0L));
        operator = operator();
        guards.now = proven();
        PipelineRun run = Resources.run(
                RUN,
                """
                startedBy: carol
                pipelineSpec:
                  defaults: {image: busybox:1}
                  steps:
                  - {name: deploy, script: x, approval: %s}
                """
                        .formatted(approval));
        cluster.add(run);
        look();
    }

    /** Something that happens: what somebody says, time that goes by, or a change of what proves names. */
    sealed interface Happening {

        /** @param text without the name: {@code LGTM}, {@code to=dave until=…} */
        record Says(String kind, String person, String text) implements Happening {}

        record Goes(int seconds) implements Happening {}

        record Policy(boolean there) implements Happening {}
    }

    void happen(Happening what) {
        if (what instanceof Happening.Says says) {
            String key = says.kind() + ".sluice.dev/deploy." + said++;
            cluster.annotate(RUN, Map.of(key, says.person() + (says.text().isEmpty() ? "" : ": " + says.text())));
        } else if (what instanceof Happening.Goes goes) {
            now = now.plusSeconds(goes.seconds());
        } else if (what instanceof Happening.Policy policy) {
            generation++;
            guards.now = policy.there()
                    ? proven()
                    : Guard.unproven(Assurance.Identity.UNKNOWN, "PolicyMissing", "there is no policy");
        }
        look();
    }

    GateStatus gate() {
        return run().getStatus().gates().get(0);
    }

    PipelineRun run() {
        return cluster.runs.get(RUN);
    }

    /** Whether anything proves names now. */
    boolean guarded() {
        return guards.now.proves();
    }

    Instant now() {
        return now;
    }

    /** Until nothing is left to do now. */
    private void look() {
        int more = calm ? 0 : fate.nextInt(3);
        while (true) {
            int writes = cluster.writes.size();
            try {
                operator.reconcile(run());
            } catch (Mortal.Death death) {
                operator = operator();
                continue;
            }
            if (cluster.writes.size() == writes && more-- <= 0) {
                return;
            }
        }
    }

    private Guard proven() {
        return new Guard(
                Assurance.Identity.PROVEN,
                Optional.of(new Assurance.Seal("p", generation, "b", 1)),
                "PolicyInPlace",
                "names are proven",
                Optional.of(START.minusSeconds(60)),
                Optional.empty());
    }

    private RunReconciliation operator() {
        Cluster deadly =
                calm ? cluster : Mortal.over(fate, ODDS_OF_DEATH, (method, given) -> method.invoke(cluster, given));
        Reporter reporter = new Reporter(deadly, (run, before, after) -> {});
        return Reconciling.runs(deadly, cluster, new Acceptor(Resources.JSON, cluster), reporter, guards, clock);
    }
}
