package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Whole runs against a cluster that only pretends: what is written, in which order, and what a person reads (F1, F2). */
class RunStoryTest {

    private static final String ONE = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: echo a}\n";

    private final Ticking clock = new Ticking();
    private final FakeCluster cluster = new FakeCluster(v -> clock.instant());
    private final List<Phase> told = new ArrayList<>();
    private RunReconciliation operator = operator();

    @Test
    void aRunOfOneStepIsThreeWrites() {
        start(Resources.inline("r", ONE));
        cluster.change("a", Pods::succeeded);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status("r").message()).isEqualTo("1 step succeeded");
        assertThat(status("r").progress()).isEqualTo("1/1");
        assertThat(cluster.writes).containsExactly("create revision", "update status", "create pod", "update status");
    }

    @Test
    void whatItRunsIsOnRecordBeforeAnythingIsCreated() {
        cluster.admission = pod -> {
            assertThat(status("r").revision()).startsWith("inline-");
            assertThat(status("r").phase()).isEqualTo(Phase.RUNNING);
            return null;
        };
        start(Resources.inline("r", ONE));
        assertThat(cluster.pods).hasSize(1);
    }

    @Test
    void aChainGoesOnAsStepsEndAndIsToldInItsPods() {
        start(
                Resources.inline(
                        "r",
                        "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x, outputs: [url]}\n"
                                + "- {name: b, dependsOn: [a], script: y, environment: {URL: 'got ${steps.a.outputs.url}'}}\n"));
        assertThat(cluster.pods).hasSize(1);
        cluster.change("a", pod -> Pods.ended(pod, 0, "Completed", "url=https://x\n"));
        reconcile("r");
        assertThat(environment("b", "URL")).isEqualTo("got https://x");
        cluster.change("b", Pods::succeeded);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(cluster.count("update status")).isEqualTo(2);
    }

    @Test
    void aRunAtRestIsNotLookedAtAgain() {
        start(Resources.inline("r", ONE));
        cluster.change("a", Pods::succeeded);
        assertThat(reconcile("r")).isEmpty();
        int writes = cluster.writes.size();
        assertThat(reconcile("r")).isEmpty();
        assertThat(cluster.writes).hasSize(writes);
    }

    @Test
    void progressIsToldAtMostEveryFiveSeconds() {
        Optional<Instant> next = start(Resources.inline("r", ONE));
        assertThat(next).contains(clock.instant().plusSeconds(5));
        cluster.change("a", Pods::running);
        clock.forward(2);
        assertThat(reconcile("r")).contains(clock.instant().plusSeconds(3));
        assertThat(cluster.count("update status")).isEqualTo(1);
        clock.forward(3);
        assertThat(reconcile("r")).isEmpty();
        assertThat(cluster.count("update status")).isEqualTo(2);
        assertThat(status("r").steps().get(0).active()).isEqualTo("0");
    }

    @Test
    void aFailureIsToldWithWhereItsLogIs() {
        start(Resources.inline(
                "r", "defaults: {image: busybox:1}\nsteps:\n- {name: smoke, parallelism: 4, script: x}\n"));
        int[] pod = {0};
        cluster.change("smoke", p -> pod[0]++ < 2 ? Pods.failed(p, 3) : Pods.succeeded(p));
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message())
                .matches("smoke failed: exit code 3 in 2 of 4 jobs; logs: kubectl logs -n n r-smoke-\\d-[a-z2-7]{10}");
        assertThat(succeeded("r").reason()).isEqualTo("StepFailed");
        assertThat(succeeded("r").status()).isEqualTo(Condition.Status.FALSE);
    }

    @Test
    void aFurtherAttemptIsAPodOfItsOwnThatKnowsWhatCameBefore() {
        start(Resources.inline("r", ONE));
        cluster.change("a", pod -> Pods.failedWith(pod, "Evicted", "no memory"));
        assertThat(reconcile("r")).as("a node under pressure is given time").isPresent();
        clock.forward(2);
        reconcile("r");
        Pod second = attempt(2);
        assertThat(second.getMetadata().getAnnotations()).containsEntry("sluice.dev/infrastructure-failures", "1");
        cluster.change("a", Pods::succeeded);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void anotherLifeOfTheOperatorFindsItsPodsAndMakesNoneTwice() {
        start(Resources.inline("r", "defaults: {image: busybox:1}\nsteps:\n- {name: a, parallelism: 3, script: x}\n"));
        operator = operator();
        cluster.unheardOf.addAll(cluster.pods.keySet());
        reconcile("r");
        assertThat(cluster.pods).hasSize(3);
        cluster.change("a", Pods::succeeded);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void anAttemptThatTheInformerHasNotHeardOfIsNotLost() {
        start(Resources.inline("r", ONE));
        clock.forward(5);
        reconcile("r");
        assertThat(status("r").steps().get(0).active()).isEqualTo("0");
        operator = operator();
        cluster.unheardOf.addAll(cluster.pods.keySet());
        reconcile("r");
        assertThat(cluster.pods).hasSize(1);
    }

    @Test
    void aPodThatVanishedIsTriedAgain() {
        start(Resources.inline("r", ONE));
        clock.forward(5);
        reconcile("r");
        cluster.pods.clear();
        reconcile("r");
        assertThat(attempt(2).getMetadata().getAnnotations()).containsEntry("sluice.dev/infrastructure-failures", "1");
    }

    /** The Pod of the first attempt, which is still there, must not hide that there was a second. */
    @Test
    void aFurtherAttemptThatVanishedIsNotMadeTwice() {
        start(Resources.inline(
                "r", "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x, retry: {limit: 1}}\n"));
        clock.forward(10);
        cluster.change("a", pod -> Pods.failed(pod, 1));
        reconcile("r");
        clock.forward(5);
        reconcile("r");
        cluster.pods.remove(attempt(2).getMetadata().getName());
        reconcile("r");
        assertThat(attempt(3).getMetadata().getAnnotations()).containsEntry("sluice.dev/infrastructure-failures", "1");
    }

    @Test
    void andWhereItsSuccessorIsRefusedTheJobFails() {
        start(Resources.inline(
                "r", "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x, retry: {limit: 1}}\n"));
        clock.forward(10);
        cluster.change("a", pod -> Pods.failed(pod, 1));
        reconcile("r");
        clock.forward(5);
        reconcile("r");
        cluster.pods.clear();
        cluster.admission = pod -> FakeCluster.answer(403, "no more of these");
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
    }

    /** Something in the cluster that deletes Pods as they come, sooner than progress is told, must not keep a run going round for ever. */
    @Test
    void podsThatAreDeletedAtOnceUseUpTheBudgetOfTheInfrastructure() {
        start(Resources.inline("r", ONE));
        for (int i = 0; i < 10 && status("r").phase() == Phase.RUNNING; i++) {
            cluster.change("a", pod -> Pods.deleted(pod, clock.instant().toString(), 30));
            reconcile("r");
            cluster.pods.clear();
            reconcile("r");
        }
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(cluster.count("create pod")).isEqualTo(1 + 3);
    }

    @Test
    void aResultStaysAfterItsPodIsGone() {
        start(
                Resources.inline(
                        "r",
                        "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n- {name: b, dependsOn: [a], script: y}\n"));
        cluster.change("a", Pods::succeeded);
        clock.forward(5);
        reconcile("r");
        cluster.pods.values().removeIf(pod -> "a"
                .equals(pod.getMetadata().getLabels().get(Labels.STEP)));
        reconcile("r");
        cluster.change("b", Pods::succeeded);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(cluster.count("create pod")).isEqualTo(2);
    }

    @Test
    void aPodOfThatNameThatIsSomebodyElsesIsNeverBelieved() {
        cluster.admission = pod -> {
            cluster.pods.putIfAbsent(pod.getMetadata().getName(), Pods.succeeded(foreign(pod)));
            return null;
        };
        start(Resources.inline("r", ONE));
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message())
                .matches(
                        "a failed: Pod r-a-0-[a-z2-7]{10} exists and is not this run's; delete it, then start a new run");
    }

    @Test
    void aPodThatIsNeverLetInFailsItsJobForGood() {
        cluster.admission = pod -> FakeCluster.answer(422, "Pod \"x\" is invalid: spec: nonsense");
        start(Resources.inline("r", ONE.replace("script: echo a", "script: echo a, retry: {limit: 3}")));
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message())
                .isEqualTo("a failed: was refused by the API server: Pod \"x\" is invalid: spec: nonsense");
        cluster.admission = pod -> null;
        reconcile("r");
        assertThat(cluster.pods).isEmpty();
    }

    @Test
    void aFullNamespaceHoldsJobsBackAndSaysSo() {
        cluster.admission = pod -> FakeCluster.answer(403, "pods \"x\" is forbidden: exceeded quota: pods");
        Optional<Instant> next = start(Resources.inline("r", ONE));
        assertThat(next).isPresent();
        clock.forward(5);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.RUNNING);
        assertThat(status("r").message())
                .isEqualTo("jobs are held back: pods \"x\" is forbidden: exceeded quota: pods");
        cluster.admission = pod -> null;
        clock.forward(10);
        reconcile("r");
        cluster.change("a", Pods::succeeded);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void aRightTheOperatorLacksIsNotTheRunsFault() {
        cluster.admission =
                pod -> FakeCluster.answer(403, "User \"x\" cannot create resource \"pods\" in API group \"\"");
        Assertions.assertThatThrownBy(() -> start(Resources.inline("r", ONE)))
                .isInstanceOf(KubernetesClientException.class);
        assertThat(status("r").phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aRunOfAPipelineThatIsNotThereWaitsForIt() {
        assertThat(start(Resources.run("r", "pipeline: deploy"))).isEmpty();
        assertThat(status("r").phase()).isEqualTo(Phase.PENDING);
        assertThat(accepted("r").reason()).isEqualTo("PipelineNotFound");
        int writes = cluster.writes.size();
        reconcile("r");
        assertThat(cluster.writes).hasSize(writes);
        cluster.add(Resources.pipeline("deploy", ONE));
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.RUNNING);
        assertThat(accepted("r").status()).isEqualTo(Condition.Status.TRUE);
    }

    @Test
    void aRunWhoseAgentIsNotThereWaitsForIt() {
        start(Resources.inline("r", "steps:\n- {name: a, agent: deployer}\n"));
        assertThat(accepted("r").reason()).isEqualTo("AgentNotFound");
        cluster.agents.put(
                "deployer",
                Resources.agent("deployer", "spec: {containers: [{name: c, image: \"deployer:1\", command: [go]}]}"));
        reconcile("r");
        assertThat(cluster.pods.values()).first().satisfies(pod -> assertThat(
                        pod.getSpec().getContainers().get(0).getImage())
                .isEqualTo("deployer:1"));
    }

    @Test
    void aBadPipelineIsToldWhollyAndOnce() {
        start(Resources.inline(
                "r", "steps:\n- {name: a, script: x, dependsOn: [bb]}\n- {name: b, script: y, dependsOn: [a]}\n"));
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(accepted("r").reason()).isEqualTo("Invalid");
        assertThat(accepted("r").message().lines())
                .contains(
                        "spec.steps[0]: needs an image or an agent to run in a cluster (spec.defaults.image serves all steps)")
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(reconcile("r")).isEmpty();
        assertThat(cluster.writes).containsExactly("update status");
    }

    @Test
    void editingAPipelineNeverChangesARunUnderWay() {
        cluster.add(
                Resources.pipeline(
                        "p",
                        "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n- {name: b, dependsOn: [a], script: old}\n"));
        start(Resources.run("r", "pipeline: p"));
        cluster.add(Resources.pipeline("p", "defaults: {image: busybox:2}\nsteps:\n- {name: other, script: new}\n"));
        operator = operator();
        cluster.change("a", Pods::succeeded);
        reconcile("r");
        assertThat(cluster.pods.values())
                .filteredOn(pod -> "b".equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .singleElement()
                .satisfies(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getCommand())
                                .contains("old"));
    }

    @Test
    void runsOfOneTextShareOneRevision() {
        cluster.add(Resources.pipeline("p", ONE));
        start(Resources.run("r1", "pipeline: p"));
        start(Resources.run("r2", "pipeline: p"));
        assertThat(cluster.count("create revision")).isEqualTo(1);
        assertThat(status("r1").revision()).isEqualTo(status("r2").revision());
    }

    @Test
    void aRevisionThatWasTamperedWithIsNotRun() {
        start(Resources.inline("r", ONE));
        String name = status("r").revision();
        cluster.revisions
                .get(name)
                .setData(java.util.Map.of("pipeline", "p", "spec", java.util.Map.of(), "agents", java.util.Map.of()));
        cluster.revisions.get(name).getMetadata().setUid("another");
        operator = operator();
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message()).contains(name, "holds another text than its name says");
    }

    @Test
    void aCancelledRunStopsWhatRunsAndStartsNothing() {
        start(
                Resources.inline(
                        "r",
                        "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n- {name: b, dependsOn: [a], script: y}\n"));
        cluster.change("a", Pods::running);
        clock.forward(5);
        reconcile("r");
        cluster.cancel("r");
        reconcile("r");
        assertThat(cluster.pods).isEmpty();
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.CANCELLED);
        assertThat(cluster.count("create pod")).isEqualTo(1);
    }

    @Test
    void aChangeOfTheRunMeanwhileIsLookedAtAgainSoon() {
        PipelineRun stale = cluster.add(Resources.inline("r", ONE));
        cluster.cancel("r");
        assertThat(operator.reconcile(stale)).contains(clock.instant().plusMillis(100));
        assertThat(cluster.pods).isEmpty();
    }

    @Test
    void anAttemptThatTakesTooLongIsEndedAndStaysAsTheRecord() {
        start(Resources.inline("r", ONE.replace("script: echo a", "script: echo a, timeout: 1m30s")));
        cluster.change("a", pod -> Pods.running(pod, clock.instant()));
        Optional<Instant> next = reconcile("r");
        assertThat(next).isPresent();
        clock.forward(90);
        reconcile("r");
        reconcile("r");
        assertThat(cluster.count("patch pod")).isEqualTo(1);
        assertThat(status("r").message()).startsWith("a failed: timed out after 1m30s; logs: ");
    }

    @Test
    void aJobThatNeverStartsIsToldAndThenTakenAway() {
        start(Resources.inline("r", ONE.replace("script: echo a", "script: echo a, queueTimeout: 1m")));
        cluster.change("a", pod -> Pods.waiting(pod, "ImagePullBackOff", "x: not found"));
        clock.forward(61);
        reconcile("r");
        reconcile("r");
        assertThat(status("r").message())
                .isEqualTo("a failed: did not start within 1m: can't pull image busybox:1: not found");
        assertThat(cluster.pods).isEmpty();
    }

    @Test
    void aRunIsRemovedWhenItsTimeIsOver() {
        start(Resources.run("r", "ttlAfterFinished: 1h\npipelineSpec:\n" + ONE.indent(2)));
        cluster.change("a", Pods::succeeded);
        assertThat(reconcile("r")).contains(clock.instant().plus(Duration.ofHours(1)));
        clock.forward(3600);
        reconcile("r");
        assertThat(cluster.runs).isEmpty();
    }

    @Test
    void onlyTheNewestRunsAreKept() {
        cluster.add(Resources.pipeline("p", ONE + "retention: {successfulRuns: 2}\n"));
        for (String name : List.of("r1", "r2", "r3")) {
            start(Resources.run(name, "pipeline: p"));
            cluster.change("a", Pods::succeeded);
            clock.forward(1);
            reconcile(name);
        }
        assertThat(cluster.runs).containsOnlyKeys("r2", "r3");
    }

    /** The informer does not know of the end that was just written: once, one run too many was kept for ever. */
    @Test
    void aRunThatHasJustEndedCountsAmongThoseKept() {
        cluster.add(Resources.pipeline("p", ONE + "retention: {failedRuns: 1}\n"));
        for (String name : List.of("r1", "r2")) {
            start(Resources.run(name, "pipeline: p"));
            cluster.change("a", pod -> Pods.failed(pod, 1));
            clock.forward(1);
            cluster.freezeRunsInformer();
            reconcile(name);
            cluster.thawRunsInformer();
        }
        assertThat(cluster.runs).containsOnlyKeys("r2");
    }

    @Test
    void parallelIndexesAreOneJobWhereTheStepSaysSo() {
        start(Resources.inline(
                "r", "defaults: {image: busybox:1, runAs: Job}\nsteps:\n- {name: a, parallelism: 200, script: x}\n"));
        reconcile("r");
        assertThat(cluster.writes).containsExactly("create revision", "update status", "create job");
        assertThat(cluster.jobs.values()).singleElement().satisfies(job -> {
            assertThat(job.getSpec().getCompletions()).isEqualTo(200);
            assertThat(job.getSpec().getBackoffLimitPerIndex()).isZero();
        });
    }

    @Test
    void overTargetsEachHasAJobOfItsOwnAndItsNameOnThePods() {
        start(Resources.inline(
                "r",
                "defaults: {image: busybox:1}\ntargets: [{name: web-1}, {name: web-2}]\nsteps:\n"
                        + "- {name: many, parallelism: 3, runAs: Job, script: x}\n- {name: one, script: x}\n"));
        assertThat(cluster.jobs).hasSize(2);
        assertThat(cluster.jobs.values())
                .extracting(job -> job.getMetadata().getLabels().get("sluice.dev/target") + " "
                        + job.getMetadata().getLabels().get("sluice.dev/first-job"))
                .containsExactlyInAnyOrder("web-1 0", "web-2 3");
        cluster.change(
                "one",
                pod -> pod.getMetadata().getLabels().get("sluice.dev/target").equals("web-2")
                        ? Pods.failed(pod, 3)
                        : Pods.succeeded(pod));
        clock.forward(5);
        reconcile("r");
        assertThat(status("r").targets())
                .extracting(target -> target.name() + " " + target.state() + " " + target.step())
                .containsExactly("web-1 RUNNING null", "web-2 FAILED one");
    }

    private Optional<Instant> start(PipelineRun run) {
        cluster.add(run);
        return reconcile(run.getMetadata().getName());
    }

    private Optional<Instant> reconcile(String run) {
        return operator.reconcile(cluster.runs.get(run));
    }

    private PipelineRunStatus status(String run) {
        return cluster.runs.get(run).getStatus();
    }

    private Condition accepted(String run) {
        return status(run).conditions().get(0);
    }

    private Condition succeeded(String run) {
        return status(run).conditions().get(1);
    }

    private Pod attempt(int number) {
        return cluster.pods.values().stream()
                .filter(pod -> Integer.toString(number)
                        .equals(pod.getMetadata().getLabels().get(Labels.ATTEMPT)))
                .findFirst()
                .orElseThrow();
    }

    private String environment(String step, String name) {
        return cluster.pods.values().stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .flatMap(pod -> pod.getSpec().getContainers().get(0).getEnv().stream())
                .filter(variable -> variable.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static Pod foreign(Pod pod) {
        return new PodBuilder(pod)
                .editMetadata()
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withUid("another")
                        .withController(true)
                        .build())
                .endMetadata()
                .build();
    }

    private RunReconciliation operator() {
        Reporter reporter = new Reporter(cluster, (run, before, after) -> told.add(after.phase()));
        return Reconciling.runs(cluster, reporter, clock);
    }

    private static final class Ticking extends Clock {

        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        void forward(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
