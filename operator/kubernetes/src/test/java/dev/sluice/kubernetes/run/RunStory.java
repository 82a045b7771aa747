package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.fake.Believing;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.pin.Acceptor;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stories of runs are told with: a cluster that only pretends, its time, and an operator that is born and dies as the story wants. */
class RunStory {

    Instant now = Instant.parse("2026-11-21T10:00:00Z");
    final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    final FakeCluster cluster = new FakeCluster(v -> now);
    final Believing guards = new Believing();

    /** What people were told of what was not done. */
    final List<String> refusals = new ArrayList<>();

    RunReconciliation operator = operator();

    /** One that knows nothing yet. */
    RunReconciliation operator() {
        Reporter reporter = new Reporter(cluster, new Reporter.Listener() {
            @Override
            public void written(PipelineRun run, PipelineRunStatus before, PipelineRunStatus after) {}

            @Override
            public void refused(PipelineRun run, String message) {
                refusals.add(message);
            }
        });
        return Reconciling.runs(cluster, cluster, new Acceptor(Resources.JSON, cluster), reporter, guards, clock);
    }

    void forward(long seconds) {
        now = now.plusSeconds(seconds);
    }

    Optional<Instant> start(PipelineRun run) {
        cluster.add(run);
        return reconcile(run.getMetadata().getName());
    }

    Optional<Instant> reconcile(String run) {
        return operator.reconcile(cluster.runs.get(run));
    }

    PipelineRunStatus status(String run) {
        return cluster.runs.get(run).getStatus();
    }

    Pod pod(String step) {
        return cluster.pods.values().stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .findFirst()
                .orElseThrow();
    }

    /** What a step's container is told. */
    String environment(String step, String name) {
        return pod(step).getSpec().getContainers().get(0).getEnv().stream()
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }
}
