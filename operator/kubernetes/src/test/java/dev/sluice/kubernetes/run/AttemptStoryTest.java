package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Attempts against a cluster that only pretends: what ends, vanishes, is refused or never starts, and what comes after it (F2). */
class AttemptStoryTest extends RunStory {

    private static final String ONE = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: echo a}\n";

    @Test
    void aFurtherAttemptIsAPodOfItsOwnThatKnowsWhatCameBefore() {
        start(Resources.inline("r", ONE));
        cluster.change("a", pod -> Pods.failedWith(pod, "Evicted", "no memory"));
        assertThat(reconcile("r")).as("a node under pressure is given time").isPresent();
        forward(2);
        reconcile("r");
        Pod second = attempt(2);
        assertThat(second.getMetadata().getAnnotations()).containsEntry("sluice.dev/infrastructure-failures", "1");
        cluster.change("a", Pods::succeeded);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void anAttemptThatTheInformerHasNotHeardOfIsNotLost() {
        start(Resources.inline("r", ONE));
        forward(5);
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
        forward(5);
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
        forward(10);
        cluster.change("a", pod -> Pods.failed(pod, 1));
        reconcile("r");
        forward(5);
        reconcile("r");
        cluster.pods.remove(attempt(2).getMetadata().getName());
        reconcile("r");
        assertThat(attempt(3).getMetadata().getAnnotations()).containsEntry("sluice.dev/infrastructure-failures", "1");
    }

    @Test
    void andWhereItsSuccessorIsRefusedTheJobFails() {
        start(Resources.inline(
                "r", "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x, retry: {limit: 1}}\n"));
        forward(10);
        cluster.change("a", pod -> Pods.failed(pod, 1));
        reconcile("r");
        forward(5);
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
        forward(5);
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
        forward(5);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.RUNNING);
        assertThat(status("r").message())
                .isEqualTo("jobs are held back: pods \"x\" is forbidden: exceeded quota: pods");
        cluster.admission = pod -> null;
        forward(10);
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
    void anAttemptThatTakesTooLongIsEndedAndStaysAsTheRecord() {
        start(Resources.inline("r", ONE.replace("script: echo a", "script: echo a, timeout: 1m30s")));
        cluster.change("a", pod -> Pods.running(pod, clock.instant()));
        Optional<Instant> next = reconcile("r");
        assertThat(next).isPresent();
        forward(90);
        reconcile("r");
        reconcile("r");
        assertThat(cluster.count("patch pod")).isEqualTo(1);
        assertThat(status("r").message()).startsWith("a failed: timed out after 1m30s; logs: ");
    }

    @Test
    void aJobThatNeverStartsIsToldAndThenTakenAway() {
        start(Resources.inline("r", ONE.replace("script: echo a", "script: echo a, queueTimeout: 1m")));
        cluster.change("a", pod -> Pods.waiting(pod, "ImagePullBackOff", "x: not found"));
        forward(61);
        reconcile("r");
        reconcile("r");
        assertThat(status("r").message())
                .isEqualTo("a failed: did not start within 1m: can't pull image busybox:1: not found");
        assertThat(cluster.pods).isEmpty();
    }

    private Pod attempt(int number) {
        return cluster.pods.values().stream()
                .filter(pod -> Integer.toString(number)
                        .equals(pod.getMetadata().getLabels().get(Labels.ATTEMPT)))
                .findFirst()
                .orElseThrow();
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
}
