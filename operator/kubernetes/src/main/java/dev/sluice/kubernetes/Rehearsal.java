package dev.sluice.kubernetes;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.kubernetes.observe.RunObserver;
import dev.sluice.kubernetes.pin.Acceptance;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pod.PodFactory;
import dev.sluice.kubernetes.pod.RunFrame;
import dev.sluice.kubernetes.report.LogsHint;
import dev.sluice.kubernetes.report.RunStatuses;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A small run played through in memory while informers start, from the text of a pipeline to the status of its end. The Java virtual
 * machine loads and compiles by it what the first runs need, and those come in hundreds after an operator was away. No request is made.
 */
final class Rehearsal {

    private static final Duration LONGEST = Duration.ofSeconds(1);

    private static final String RUN =
            """
            {"apiVersion": "sluice.dev/v1alpha1", "kind": "PipelineRun",
             "metadata": {"name": "rehearsal", "namespace": "rehearsal", "uid": "0", "generation": 1, "resourceVersion": "1"},
             "spec": {"pipelineSpec": {"variables": {"a": "b"}, "steps": [
               {"name": "one", "image": "rehearsal:1", "script": "true", "outputs": ["out"]},
               {"name": "two", "image": "rehearsal:1", "command": ["true"], "dependsOn": ["one"], "parallelism": 2,
                "environment": {"FROM": "${steps.one.outputs.out}"}}]}}}""";

    private static final String ENDED =
            """
            {"phase": "Succeeded", "conditions": [{"type": "PodScheduled", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z"}],
             "containerStatuses": [{"name": "step", "state": {"terminated": {"exitCode": 0, "reason": "Completed", "message": "out=1",
               "startedAt": "2026-01-01T00:00:00Z", "finishedAt": "2026-01-01T00:00:01Z"}}}]}""";

    private final KubernetesSerialization json;
    private final Acceptor acceptor;

    Rehearsal(KubernetesSerialization json) {
        this.json = json;
        this.acceptor = new Acceptor(json, new Nothing());
    }

    void play() {
        long end = System.nanoTime() + LONGEST.toNanos();
        do {
            once();
        } while (System.nanoTime() < end);
    }

    /** The status of the run's end. */
    PipelineRun once() {
        PipelineRun run = json.unmarshal(RUN, PipelineRun.class);
        Acceptance.Accepted accepted = (Acceptance.Accepted) acceptor.accept(run);
        Plan plan = accepted.plan();
        RunFrame frame = new RunFrame("rehearsal", "rehearsal", "0", "rehearsal", Map.of());
        Map<String, Pod> pods = new HashMap<>();
        for (int step = 0; step <= plan.steps().size(); step++) {
            Instant now = Instant.EPOCH;
            Decision decision = Scheduler.decide(
                    new RunFacts("rehearsal", "0"),
                    plan,
                    RunObserver.observed(
                            now,
                            false,
                            Recorded.of(run.getStatus(), plan),
                            RunObserver.attempts("0", pods.values(), List.of())),
                    now);
            run.setStatus(RunStatuses.of(
                    run.getStatus(),
                    decision.report(),
                    plan,
                    new LogsHint(frame, plan),
                    1,
                    "rehearsal",
                    now,
                    null,
                    Optional.empty(),
                    now));
            run = json.unmarshal(json.asJson(run), PipelineRun.class);
            for (Action action : decision.actions()) {
                Pod pod = PodFactory.attempt(frame, plan, (Action.Start) action);
                pods.put(pod.getMetadata().getName(), ended(pod));
            }
        }
        return run;
    }

    /** As a kubelet leaves it and a watch brings it. */
    private Pod ended(Pod pod) {
        String text = json.asJson(pod);
        String object = text.substring(0, text.length() - 1) + ",\"status\":" + ENDED + "}";
        return (Pod) json.unmarshal("{\"type\":\"MODIFIED\",\"object\":" + object + "}", WatchEvent.class)
                .getObject();
    }

    private static final class Nothing implements Acceptor.Known {

        @Override
        public Optional<Pipeline> pipeline(String namespace, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<PodTemplate> agent(String namespace, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<PipelineRun> run(String namespace, String name) {
            return Optional.empty();
        }

        @Override
        public Optional<ControllerRevision> revision(String namespace, String name) {
            return Optional.empty();
        }
    }
}
