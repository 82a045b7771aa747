package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole runs against a cluster that only pretends: what is written, in which order, and what a person reads (F1, F2). */
class RunStoryTest extends RunStory {

    private static final String ONE = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: echo a}\n";

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
        forward(2);
        assertThat(reconcile("r")).contains(clock.instant().plusSeconds(3));
        assertThat(cluster.count("update status")).isEqualTo(1);
        forward(3);
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
    void aCancelledRunStopsWhatRunsAndStartsNothing() {
        start(
                Resources.inline(
                        "r",
                        "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n- {name: b, dependsOn: [a], script: y}\n"));
        cluster.change("a", Pods::running);
        forward(5);
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
        forward(5);
        reconcile("r");
        assertThat(status("r").targets())
                .extracting(target -> target.name() + " " + target.state() + " " + target.step())
                .containsExactly("web-1 RUNNING null", "web-2 FAILED one");
    }

    private Condition succeeded(String run) {
        return status(run).conditions().get(1);
    }
}
