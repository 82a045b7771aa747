package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.override.AllowList;
import dev.sluice.kubernetes.fake.Believing;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.pin.Acceptor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs that have something otherwise than their pipeline, against a cluster that only pretends (F4). */
class OverrideStoryTest {

    private static final String PIPELINE =
            "environment: {LEVEL: all}\nsteps:\n- {name: a, image: 'ci/a:1', script: x}\n"
                    + "- {name: b, dependsOn: [a], agent: deployer, task: x}\n";

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
    private final FakeCluster cluster = new FakeCluster(v -> clock.instant());
    private RunReconciliation operator =
            operator(new AllowList(List.of("L*"), List.of("MODE"), List.of("ci/*"), Optional.of(Duration.ofHours(1))));

    @BeforeEach
    void aPipelineAndItsAgent() {
        cluster.add(
                Resources.agent("deployer", "spec: {containers: [{name: c, image: 'deployer:1', command: [deploy]}]}"));
        cluster.add(Resources.pipeline("p", PIPELINE));
    }

    @Test
    void whatIsAllowedReachesThePodsAndTheSharedTextStaysAsItIs() {
        run("plain", "pipeline: p");
        run(
                "other",
                "pipeline: p",
                "overrides: {environment: {LEVEL: debug}, steps: [{name: a, image: 'ci/a:2', timeout: 1m, "
                        + "environment: {MODE: q}}, {name: b, environment: {MODE: r}}]}");
        Container a = container("other", "a");
        assertThat(a.getImage()).isEqualTo("ci/a:2");
        assertThat(environment(a)).containsEntry("LEVEL", "debug").containsEntry("MODE", "q");
        assertThat(container("plain", "a").getImage()).isEqualTo("ci/a:1");
        assertThat(environment(container("plain", "a")))
                .containsEntry("LEVEL", "all")
                .doesNotContainKey("MODE");
        assertThat(cluster.revisions).hasSize(1);
        assertThat(status("other").revision()).isEqualTo(status("plain").revision());
        succeed("other", "a");
        assertThat(environment(container("other", "b"))).containsEntry("MODE", "r");
        assertThat(container("other", "b").getImage()).isEqualTo("deployer:1");
    }

    /** Judged once, when the run is accepted: a run under way is not stopped by new settings. */
    @Test
    void whatWasAcceptedStaysSo() {
        run("other", "pipeline: p", "overrides: {environment: {LEVEL: debug}}");
        operator = operator(AllowList.NOTHING);
        succeed("other", "a");
        assertThat(environment(container("other", "b"))).containsEntry("LEVEL", "debug");
    }

    @Test
    void whatIsNotAllowedIsRefusedWithAllElseThatIsWrong() {
        run(
                "other",
                "pipeline: p",
                "variables: {nope: x}",
                "overrides: {environment: {PATH: x}, steps: [{name: aa, timeout: 2h}]}");
        assertThat(accepted("other").reason()).isEqualTo("Invalid");
        assertThat(accepted("other").message().lines())
                .containsExactlyInAnyOrder(
                        "spec.overrides.environment.PATH: \"PATH\" may not be overridden: the operator's overrides.environment allows L*",
                        "spec.overrides.steps[0].timeout: is 2h; the operator's overrides.steps.timeout allows at most 1h",
                        "spec.overrides.steps[0].name: no step named \"aa\" (did you mean \"a\"?)",
                        "spec.variables.nope: the pipeline declares no variable \"nope\"");
        assertThat(cluster.pods).isEmpty();
    }

    @Test
    void anOlderRevisionIsJudgedTheSame() {
        run("plain", "pipeline: p");
        operator = operator(AllowList.NOTHING);
        run("other", "pipeline: p", "revision: " + status("plain").revision(), "overrides: {environment: {LEVEL: x}}");
        assertThat(accepted("other").message()).contains("the operator's overrides.environment allows none");
    }

    @Test
    void aRerunTakesOverOnlyWhatItsOverridesLeftAsItWas() {
        run("first", "pipeline: p");
        succeed("first", "a");
        succeed("first", "b");
        run("same", "pipeline: p", "rerunOf: {run: first}");
        run(
                "changed",
                "pipeline: p",
                "rerunOf: {run: first}",
                "overrides: {steps: [{name: a, environment: {MODE: q}}]}");
        assertThat(steps("same")).isEmpty();
        assertThat(steps("changed")).containsExactly("a");
    }

    private void run(String name, String... spec) {
        cluster.add(Resources.run(name, String.join("\n", spec)));
        reconcile(name);
    }

    private void reconcile(String run) {
        operator.reconcile(cluster.runs.get(run));
    }

    private PipelineRunStatus status(String run) {
        return cluster.runs.get(run).getStatus();
    }

    private Condition accepted(String run) {
        return status(run).conditions().stream()
                .filter(c -> c.type().equals("Accepted"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> steps(String run) {
        return pods(run)
                .map(pod -> pod.getMetadata().getLabels().get(Labels.STEP))
                .toList();
    }

    private Container container(String run, String step) {
        return pods(run)
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .findFirst()
                .orElseThrow()
                .getSpec()
                .getContainers()
                .get(0);
    }

    private Stream<Pod> pods(String run) {
        return cluster.pods.values().stream()
                .filter(pod -> run.equals(pod.getMetadata().getLabels().get(Labels.RUN)));
    }

    private void succeed(String run, String step) {
        Pod pod = pods(run)
                .filter(p -> step.equals(p.getMetadata().getLabels().get(Labels.STEP)))
                .findFirst()
                .orElseThrow();
        cluster.pods.replaceAll((name, p) -> p == pod ? Pods.succeeded(p) : p);
        reconcile(run);
    }

    private static Map<String, String> environment(Container container) {
        Map<String, String> environment = new HashMap<>();
        container.getEnv().forEach(variable -> environment.put(variable.getName(), variable.getValue()));
        return environment;
    }

    private RunReconciliation operator(AllowList allowed) {
        Reporter reporter = new Reporter(cluster, (run, before, after) -> {});
        return Reconciling.runs(
                cluster, cluster, new Acceptor(Resources.JSON, cluster, allowed), reporter, Believing.PROVEN, clock);
    }
}
