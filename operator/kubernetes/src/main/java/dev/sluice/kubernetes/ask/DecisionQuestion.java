package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.text.Nearest;
import dev.sluice.kubernetes.gate.AskedGate;
import dev.sluice.kubernetes.gate.Caller;
import dev.sluice.kubernetes.gate.DecisionDraft;
import dev.sluice.kubernetes.gate.Saying;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Decides at a gate in the caller's own name (C6), by the annotation that kubectl would write, and tells what came of it. */
public final class DecisionQuestion {

    /** An Event is sent beside the work: it may come a moment after what it tells of. */
    private static final Duration EVENT_COMES = Duration.ofSeconds(5);

    private static final long BETWEEN_LOOKS = 200;

    private final CallersCluster cluster;
    private final ApprovalId id;
    private final Clock clock;

    public DecisionQuestion(CallersCluster cluster, ApprovalId id) {
        this.cluster = id.namespace().map(cluster::in).orElse(cluster);
        this.id = id;
        this.clock = Clock.systemUTC();
    }

    /**
     * A decision that is with the operator.
     *
     * @param key of its annotation
     * @param before how many decisions were on record at the gate
     */
    public record Written(
            String namespace, String person, Optional<String> digest, String key, Saying saying, int before) {}

    /** What became of it. */
    public sealed interface Answer {

        /** It is on record, and this is how the gate stands with it. */
        record Taken(AskedGate gate) implements Answer {}

        record NotTaken(String why) implements Answer {}

        /** It is written; the operator has not looked at it yet, and will once it does. */
        record Waits() implements Answer {}
    }

    /** @throws Refused with a line for all that stands against it */
    public Written write(Saying saying) throws Refused {
        PipelineRun run = cluster.runs().get(id.run());
        Optional<Plan> plan = cluster.runs().plan(run);
        AskedGate gate = gate(run, plan);
        Caller caller = cluster.rights()
                .whoAmI()
                .orElseThrow(() ->
                        new Refused("the API server does not say who you are, and a decision is made in one's own name:"
                                + " Kubernetes does so from 1.28 on"));
        String token = UUID.randomUUID().toString().substring(0, 8);
        DecisionDraft draft = DecisionDraft.of(gate, saying, caller, token, clock.instant());
        if (!draft.problems().isEmpty()) {
            throw new Refused(draft.problems());
        }
        cluster.runs().annotate(id.run(), draft.annotations());
        return new Written(
                cluster.namespace(),
                caller.name(),
                Optional.ofNullable(gate.status().digest()),
                draft.key(),
                saying,
                decisions(gate.status()).size());
    }

    /** Returns when the operator has taken it up, or when that takes longer than this. */
    public Answer await(Written written, Duration patience) throws Refused, InterruptedException {
        Optional<PipelineRun> run = cluster.runs().await(id.run(), found -> !annotated(found, written.key()), patience);
        if (run.isEmpty()) {
            return new Answer.Waits();
        }
        AskedGate gate = gate(run.get(), Optional.empty());
        return onRecord(gate.status(), written)
                ? new Answer.Taken(gate.pinned(cluster.runs().plan(run.get()).flatMap(p -> p.gate(id.gate()))))
                : new Answer.NotTaken(why(run.get(), written.key()));
    }

    private AskedGate gate(PipelineRun run, Optional<Plan> plan) throws Refused {
        List<AskedGate> asked = AskedGate.of(run);
        Optional<AskedGate> gate =
                asked.stream().filter(g -> g.status().name().equals(id.gate())).findFirst();
        if (gate.isPresent()) {
            return gate.get().pinned(plan.flatMap(p -> p.gate(id.gate())));
        }
        if (run.getStatus() != null && run.getStatus().completionTime() != null) {
            throw new Refused("run " + id.run() + " has ended ("
                    + Words.of(run.getStatus().phase()) + "), and nobody was asked at " + id.gate());
        }
        Set<String> names = new LinkedHashSet<>();
        asked.forEach(g -> names.add(g.status().name()));
        plan.ifPresent(p -> p.gates().stream().map(GateStep::gate).forEach(names::add));
        if (names.contains(id.gate())) {
            throw new Refused(id.gate() + " does not wait for anybody yet; say it again once the run waits there");
        }
        throw new Refused("run " + id.run() + " asks nobody at \"" + id.gate() + "\"" + Nearest.hint(id.gate(), names)
                + (names.isEmpty()
                        ? "; nobody is asked anything there yet"
                        : "; its gates: " + String.join(", ", names)));
    }

    private static boolean annotated(PipelineRun run, String key) {
        return run.getMetadata().getAnnotations() != null
                && run.getMetadata().getAnnotations().containsKey(key);
    }

    /** Also where the same was on record before: then it is not put there twice. */
    private static boolean onRecord(GateStatus gate, Written written) {
        List<Decision> decisions = decisions(gate);
        for (int i = decisions.size() - 1; i >= 0; i--) {
            Decision decision = decisions.get(i);
            if (says(decision, written) && (i >= written.before() || decision.voided() == null)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(Decision decision, Written written) {
        Saying saying = written.saying();
        return decision.person().equals(written.person())
                && decision.verdict().name().equals(saying.kind().name())
                && Objects.equals(decision.comment(), saying.comment().isEmpty() ? null : saying.comment())
                && Objects.equals(decision.to(), saying.to().orElse(null));
    }

    private String why(PipelineRun run, String key) throws InterruptedException {
        String prefix = key + ": ";
        for (long left = EVENT_COMES.toMillis(); left > 0; left -= BETWEEN_LOOKS) {
            Optional<String> told = cluster.runs().events(run, "NotTaken").stream()
                    .filter(message -> message.startsWith(prefix))
                    .findFirst();
            if (told.isPresent()) {
                return told.get().substring(prefix.length());
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return "somebody took it away, or its Event can't be read: kubectl get events -n %s --field-selector involvedObject.name=%s"
                .formatted(cluster.namespace(), run.getMetadata().getName());
    }

    private static List<Decision> decisions(GateStatus gate) {
        return gate.decisions() == null ? List.of() : gate.decisions();
    }
}
