package dev.sluice.kubernetes.modes;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.fake.Believing;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Mortal;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.observe.PodState;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.report.RunStatuses;
import dev.sluice.kubernetes.run.Reporter;
import dev.sluice.kubernetes.run.RunReconciliation;
import io.fabric8.kubernetes.api.model.Pod;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A run in a cluster whose Pods end as a scenario says, under an operator that is killed around its writes and begins anew each time,
 * knowing nothing. Where the scenario allows it, Pods are lost besides.
 */
final class PretendedCluster {

    private static final String RUN = "p";
    private static final Duration BEFORE_A_TICK = Duration.ofSeconds(50);
    private static final Set<String> OF_THE_RUN = Set.of("update status", "take away");
    private static final int MOST_LOSSES = 2;
    private static final int ODDS_OF_DEATH = 10;

    private final Scenario scenario;
    private final Plan plan;
    private final Random losses;
    private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);
    private final FakeCluster cluster = new FakeCluster(v -> clock.instant());
    private final Cluster deadly;
    private final Map<String, Instant> stops = new HashMap<>();
    private final Map<String, Integer> lost = new HashMap<>();
    private final Map<String, Integer> attempts = new TreeMap<>();
    private final Map<String, Map<String, String>> environments = new TreeMap<>();
    private Optional<String> goesBackTo;
    private RunReconciliation operator;
    private Optional<Instant> wake = Optional.empty();
    private Instant now = Scenario.START;
    private int tick = 1;
    private boolean calm = true;
    private boolean lossDone;
    int lives = 1;

    /** @param plan with what jobs will add to it */
    PretendedCluster(Scenario scenario, Plan plan) {
        this.scenario = scenario;
        this.plan = plan;
        this.goesBackTo = scenario.goesBackTo();
        this.losses = scenario.random("which is lost");
        this.deadly = Mortal.over(scenario.random("deaths"), ODDS_OF_DEATH, this::answer);
        this.operator = operator();
    }

    PretendedCluster run() {
        cluster.add(Resources.run(RUN, "pipelineSpec:\n" + scenario.spec().indent(2) + scenario.request()));
        boolean stirred = true;
        while (true) {
            if (stirred) {
                wake = live();
            }
            boolean quiet = cluster.pods.values().stream().noneMatch(this::isThere);
            if (!RunStatuses.ended(status()) || !quiet) {
                stirred = goOn();
            } else if (goesBackTo.isPresent()) {
                calm = false;
                cluster.annotate(RUN, Map.of(Annotations.ROLLBACK, "alice: " + goesBackTo.get()));
                goesBackTo = Optional.empty();
                stirred = true;
            } else {
                return this;
            }
        }
    }

    Map<String, Map<String, String>> environments() {
        return environments;
    }

    Map<String, Integer> attempts() {
        return attempts;
    }

    PipelineRunStatus status() {
        return cluster.runs.get(RUN).getStatus();
    }

    /** Until nothing wakes the operator now: what it writes of the run itself does not, as in RunChanges. */
    private Optional<Instant> live() {
        while (true) {
            try {
                int writes = cluster.writes.size();
                Optional<Instant> next = operator.reconcile(cluster.runs.get(RUN));
                boolean woken = cluster.writes.stream().skip(writes).anyMatch(write -> !OF_THE_RUN.contains(write));
                if (!woken && next.filter(time -> !time.isAfter(now)).isEmpty()) {
                    return next;
                }
            } catch (Mortal.Death death) {
                lives++;
                operator = operator();
            }
        }
    }

    /** @return whether anything happened that the operator hears of */
    private boolean goOn() {
        Instant stop = stops.values().stream().min(Comparator.naturalOrder()).orElse(Instant.MAX);
        Instant loss = lossDone || !calm || !scenario.mayLosePods()
                ? Instant.MAX
                : Scenario.time(tick).minus(BEFORE_A_TICK);
        Instant next = List.of(
                        stop,
                        loss,
                        Scenario.time(tick),
                        wake.filter(now::isBefore).orElse(Instant.MAX))
                .stream()
                .min(Comparator.naturalOrder())
                .orElseThrow();
        now = next.isBefore(now) ? now : next;
        boolean stirred = wake.filter(next::equals).isPresent();
        if (next.equals(stop)) {
            List.copyOf(stops.keySet()).stream()
                    .filter(name -> stops.get(name).equals(stop))
                    .forEach(this::remove);
            return true;
        } else if (next.equals(Scenario.time(tick))) {
            return happen() || stirred;
        } else if (next.equals(loss)) {
            lossDone = true;
            return lose() || stirred;
        }
        return stirred;
    }

    private void remove(String pod) {
        stops.remove(pod);
        cluster.pods.remove(pod);
    }

    private boolean happen() {
        boolean stirred = true;
        if (tick > Scenario.MOST_TICKS) {
            throw new AssertionError("still running: " + status());
        }
        if (scenario.cancelledAt(tick)) {
            calm = false;
            cluster.cancel(RUN);
        } else {
            stirred = next();
        }
        lossDone = false;
        tick++;
        return stirred;
    }

    private boolean next() {
        Optional<Pod> pod = running()
                .filter(p -> scenario.fate(job(p), own(p)) != Scenario.Fate.NEVER_ENDS)
                .min(Comparator.comparingInt(p -> scenario.rank(job(p), own(p))));
        Optional<GateStep> gate = waiting()
                .filter(g -> word(g) != Scenario.Word.NOTHING)
                .min(Comparator.comparingInt(g -> scenario.rank(g.gate())));
        if (gate.isPresent()
                && pod.filter(p -> scenario.rank(job(p), own(p))
                                < scenario.rank(gate.get().gate()))
                        .isEmpty()) {
            decide(gate.get());
            return true;
        }
        pod.ifPresent(this::end);
        return pod.isPresent();
    }

    /** Gates at which people are asked. */
    private Stream<GateStep> waiting() {
        List<GateStatus> gates = Optional.ofNullable(status().gates()).orElse(List.of());
        return gates.stream()
                .filter(gate -> gate.state() == GateStatus.GateState.WAITING)
                .map(gate -> plan.gate(gate.name()).orElseThrow());
    }

    private Scenario.Word word(GateStep gate) {
        return scenario.word(gate.gate(), gate.approval().timeout().isPresent());
    }

    /** Where people are named they come together: one alone need not be enough. */
    private void decide(GateStep gate) {
        boolean yes = word(gate) == Scenario.Word.YES;
        calm &= yes;
        Map<String, String> said = new HashMap<>();
        List<String> named = gate.approval().approvers();
        for (String person : named.isEmpty() ? List.of("alice") : named) {
            String key = gate.gate() + "." + person;
            said.put((yes ? Annotations.APPROVE : Annotations.REJECT) + key, person + ": so be it");
            if (yes && gate.keys().contains("v")) {
                said.put(Annotations.ANSWER + key, "{\"v\": \"" + scenario.answer(gate.gate()) + "\"}");
            }
        }
        cluster.annotate(RUN, said);
    }

    private void end(Pod pod) {
        int code = scenario.exitCode(job(pod), own(pod));
        calm &= scenario.isCalm(job(pod), own(pod), uploads(pod));
        put(Pods.ended(
                pod,
                code,
                code == 0 ? "Completed" : "Error",
                scenario.output(job(pod), own(pod), uploads(pod)),
                began(pod),
                now.toString()));
    }

    /** By an eviction, or by a person who deletes it. */
    private boolean lose() {
        List<Pod> there = running()
                .filter(pod -> lost.getOrDefault(job(pod), 0) < MOST_LOSSES)
                .toList();
        if (there.isEmpty()) {
            return false;
        }
        Pod pod = there.get(losses.nextInt(there.size()));
        lost.merge(job(pod), 1, Integer::sum);
        if (losses.nextBoolean()) {
            put(Pods.failedWith(pod, "Evicted", "no memory"));
        } else {
            delete(pod);
        }
        return true;
    }

    private Stream<Pod> running() {
        return List.copyOf(cluster.pods.values()).stream()
                .filter(this::isThere)
                .filter(pod -> !stops.containsKey(pod.getMetadata().getName()));
    }

    private boolean isThere(Pod pod) {
        return !PodState.terminal(pod);
    }

    private void put(Pod pod) {
        cluster.pods.put(pod.getMetadata().getName(), pod);
    }

    private void delete(Pod pod) {
        stops.put(pod.getMetadata().getName(), now.plus(Scenario.STOPPING));
        put(Pods.deleted(pod, now.toString(), 30));
    }

    private boolean uploads(Pod pod) {
        String step = pod.getMetadata().getLabels().get(Labels.STEP);
        return ((CommandStep) plan.step(step).step()).upload();
    }

    private String job(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return plan.job(new JobId(labels.get(Labels.STEP), Integer.parseInt(labels.get(Labels.JOB))))
                .name();
    }

    /** Its number among those whose end was not the infrastructure's. */
    private static int own(Pod pod) {
        String before = pod.getMetadata().getAnnotations().get(Annotations.INFRASTRUCTURE_FAILURES);
        return Integer.parseInt(pod.getMetadata().getLabels().get(Labels.ATTEMPT))
                - (before == null ? 0 : Integer.parseInt(before));
    }

    private static String began(Pod pod) {
        return pod.getMetadata().getCreationTimestamp();
    }

    private Object answer(Method method, Object[] given) throws ReflectiveOperationException {
        if (method.getName().equals("deletePod") || method.getName().equals("endNow")) {
            end(method.getName(), cluster.pods.get((String) given[1]));
            return null;
        }
        Object answer = method.invoke(cluster, given);
        return answer instanceof Pod pod && method.getName().equals("create") ? begun(pod) : answer;
    }

    private Pod begun(Pod pod) {
        attempts.merge(job(pod), own(pod), Math::max);
        Map<String, String> environment = new TreeMap<>();
        pod.getSpec()
                .getContainers()
                .get(0)
                .getEnv()
                .forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        environments.put(job(pod) + "#" + own(pod), environment);
        Pod running = Pods.running(pod, now);
        put(running);
        return running;
    }

    private void end(String how, Pod pod) {
        cluster.writes.add(how);
        if (pod == null || stops.containsKey(pod.getMetadata().getName())) {
            return;
        }
        if (how.equals("deletePod")) {
            delete(pod);
        } else {
            put(Pods.failedWith(
                    Pods.ended(pod, 137, "Error", null, began(pod), now.toString()), "DeadlineExceeded", "too long"));
        }
    }

    private RunReconciliation operator() {
        Reporter reporter = new Reporter(deadly, (run, before, after) -> {});
        return Reconciling.runs(
                deadly, cluster, new Acceptor(Resources.JSON, cluster), reporter, Believing.PROVEN, clock);
    }
}
