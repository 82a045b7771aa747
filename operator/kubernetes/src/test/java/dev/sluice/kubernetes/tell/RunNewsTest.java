package dev.sluice.kubernetes.tell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.observe.PodState;
import dev.sluice.kubernetes.report.RunStatuses;
import dev.sluice.kubernetes.run.Reporter;
import dev.sluice.kubernetes.run.RunReconciliation;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events, counted (F1): at most two a run, which are that it waits and how it ended, and one a failure. */
class RunNewsTest {

    private static final int MOST_LOOKS = 200;

    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final FakeCluster cluster = new FakeCluster(v -> now);
    private final List<RunNews.News> news = new ArrayList<>();
    private final RunReconciliation operator = Reconciling.runs(
            cluster, new Reporter(cluster, (run, before, after) -> news.addAll(RunNews.of(before, after))), clock);

    /** Every Pod of a step whose name begins with {@code bad} fails, one after the other; of {@code flaky} the first attempt does. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing fails                         | - {name: a, script: x, parallelism: 5}                    | Succeeded
            an attempt fails and the next does not | - {name: flaky, script: x, parallelism: 3, retry: {limit: 2}} | Succeeded
            a step fails at its third attempt     | - {name: bad, script: x, retry: {limit: 2}}               | StepFailed bad, Failed
            five jobs of a step fail              | - {name: bad, script: x, parallelism: 5}                  | StepFailed bad, Failed
            five fail, each three times           | - {name: bad, script: x, parallelism: 5, retry: {limit: 2}} | StepFailed bad, Failed
            three steps fail side by side         | [{name: bad1, script: x}, {name: bad2, script: x}, {name: bad3, script: x}] | StepFailed bad1, StepFailed bad2, StepFailed bad3, Failed
            two fail and the run goes on          | [{name: bad1, script: x, onFailure: Continue}, {name: bad2, script: x, onFailure: Continue, dependsOn: [bad1]}] | StepFailed bad1, StepFailed bad2, Succeeded
            what comes after is no failure        | [{name: bad, script: x}, {name: b, script: x, dependsOn: [bad]}] | StepFailed bad, Failed
            a failure that does not count         | - {name: bad, script: x, softFail: {}}                    | Succeeded
            """)
    void what_people_are_told(String name, String steps, String expected) {
        run("r", "defaults: {image: busybox:1}\nsteps:\n" + steps.indent(2));
        assertThat(told()).containsExactlyInAnyOrder(expected.split(", "));
    }

    @Test
    void that_a_run_waits_is_told_once_however_far_it_moves_up() {
        String pipeline = "concurrency: {group: g}\ndefaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n";
        List.of("r1", "r2", "r3").forEach(run -> {
            cluster.add(Resources.inline(run, pipeline));
            reconcile(run);
        });
        news.clear();
        run("r1");
        reconcile("r3");
        run("r2");
        reconcile("r3");
        assertThat(told()).containsExactly("Succeeded", "Succeeded");
        news.clear();
        run("r3");
        assertThat(told()).containsExactly("Succeeded");
    }

    private List<String> told() {
        return news.stream()
                .map(event -> event.reason()
                        + (event.reason().equals("StepFailed")
                                ? " " + event.message().split(" ")[1]
                                : ""))
                .toList();
    }

    private void run(String name, String pipeline) {
        cluster.add(Resources.inline(name, pipeline));
        run(name);
    }

    /** To its end: looked at after each Pod's. */
    private void run(String name) {
        for (int look = 0; look < MOST_LOOKS; look++) {
            reconcile(name);
            if (RunStatuses.ended(status(name))) {
                reconcile(name);
                return;
            }
            next(name).ifPresent(this::end);
        }
        throw new AssertionError(name + " did not end: " + status(name));
    }

    private void reconcile(String name) {
        now = now.plusSeconds(30); // later than any wait between attempts or writes
        operator.reconcile(cluster.runs.get(name));
    }

    private Optional<Pod> next(String run) {
        return cluster.pods.values().stream()
                .filter(pod -> run.equals(pod.getMetadata().getLabels().get(Labels.RUN)))
                .filter(pod -> !PodState.terminal(pod))
                .findFirst();
    }

    private void end(Pod pod) {
        String step = pod.getMetadata().getLabels().get(Labels.STEP);
        boolean first = "1".equals(pod.getMetadata().getLabels().get(Labels.ATTEMPT));
        boolean fails = step.startsWith("bad") || step.equals("flaky") && first;
        cluster.pods.put(pod.getMetadata().getName(), Pods.ended(pod, fails ? 1 : 0, "Done", null));
    }

    private PipelineRunStatus status(String run) {
        return cluster.runs.get(run).getStatus();
    }
}
