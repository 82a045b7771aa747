package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.ChildRun;
import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Steps that start runs of other pipelines, and what becomes of those (A1); pipelines that are suspended. */
class ChildStoryTest extends RunStory {

    private static final String OTHER =
            "variables: {to: dev}\ndefaults: {image: busybox:1}\nsteps:\n- {name: o, script: echo}\n";

    @BeforeEach
    void pipelines() {
        cluster.add(Resources.pipeline("other", OTHER));
    }

    @Test
    void aRunIsMadeInPlaceOfAPod() {
        start("r", parent("{pipeline: other, variables: {to: '${where}-1'}}"));
        PipelineRun child = child();
        assertThat(child.getMetadata().getName()).matches("other-[a-z2-7]{10}");
        assertThat(child.getMetadata().getLabels())
                .containsEntry(Labels.RUN, "r")
                .containsEntry(Labels.STEP, "t")
                .containsEntry(Labels.JOB, "0")
                .containsEntry(Labels.ATTEMPT, "1")
                .containsEntry(Labels.PIPELINE, "other");
        assertThat(child.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo("uid-of-r");
            assertThat(owner.getController()).isTrue();
        });
        assertThat(child.getSpec().pipeline()).isEqualTo("other");
        assertThat(child.getSpec().variables()).containsEntry("to", "prod-1");
        assertThat(cluster.pods).isEmpty();
    }

    @Test
    void theStepEndsWithTheRunAndItsNameIsAnOutput() {
        start(
                "r",
                parent("{pipeline: other}")
                        + "- {name: next, dependsOn: [t], script: x, environment: {R: '${steps.t.outputs.run}'}}\n");
        String child = child().getMetadata().getName();
        reconcile(child);
        reconcile("r");
        assertThat(cluster.pods).as("next waits for the run").hasSize(1);
        cluster.change("o", Pods::succeeded);
        reconcile(child);
        forward(6);
        operator = operator();
        reconcile("r");
        assertThat(status("r").steps().get(0).state()).isEqualTo(State.SUCCEEDED);
        assertThat(status("r").children()).containsExactly(new ChildRun("t", child));
        assertThat(cluster.pods.values())
                .filteredOn(pod -> "next".equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .singleElement()
                .satisfies(
                        pod -> assertThat(pod.getSpec().getContainers().get(0).getEnv())
                                .anyMatch(v -> v.getName().equals("R") && child.equals(v.getValue())));
    }

    @Test
    void aFailureIsPassedOnWithTheRunsName() {
        start("r", parent("{pipeline: other}"));
        String child = child().getMetadata().getName();
        reconcile(child);
        cluster.change("o", pod -> Pods.failed(pod, 3));
        reconcile(child);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message())
                .startsWith(
                        "t failed: run " + child + " failed: o failed: exit code 3; logs: kubectl logs -n n " + child);
        assertThat(status("r").message().split("logs:")).hasSize(2);
    }

    @Test
    void anAsynchronousStepIsDoneOnceItsRunIsMade() {
        start("r", parent("{pipeline: other, async: true}"));
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(child().getStatus()).isNull();
        assertThat(child().getSpec().cancel()).isNotEqualTo(true);
    }

    @Test
    void aCancelIsPassedOnAndWaitedFor() {
        start("r", parent("{pipeline: other}"));
        String child = child().getMetadata().getName();
        reconcile(child);
        cluster.cancel("r");
        reconcile("r");
        assertThat(child().getSpec().cancel()).isTrue();
        assertThat(status("r").phase()).isEqualTo(Phase.RUNNING);
        reconcile("r");
        assertThat(cluster.count("cancel run")).isEqualTo(1);
        reconcile(child);
        reconcile(child);
        assertThat(status(child).phase()).isEqualTo(Phase.CANCELLED);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.CANCELLED);
        assertThat(status("r").steps().get(0).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void aChildThatAPersonCancelsIsAFailureAndNotTriedAgain() {
        start("r", parent("{pipeline: other}"));
        String child = child().getMetadata().getName();
        reconcile(child);
        cluster.cancel(child);
        reconcile(child);
        reconcile(child);
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message()).isEqualTo("t failed: run " + child + " was cancelled");
        assertThat(cluster.count("create run")).isEqualTo(1);
    }

    @Test
    void aChildThatWaitsForItsPipelineSaysSoInTheParentAndCanBeCancelled() {
        cluster.pipelines.clear();
        start("r", parent("{pipeline: other}"));
        String child = child().getMetadata().getName();
        reconcile(child);
        reconcile("r");
        assertThat(status(child).phase()).isEqualTo(Phase.PENDING);
        cluster.cancel("r");
        reconcile("r");
        reconcile(child);
        assertThat(status(child).phase()).isEqualTo(Phase.CANCELLED);
        assertThat(status(child).message())
                .isEqualTo("cancelled; it waited: there is no Pipeline \"other\" in namespace n");
        reconcile("r");
        assertThat(status("r").phase()).isEqualTo(Phase.CANCELLED);
    }

    @Test
    void anotherLifeOfTheOperatorMakesNoSecondRun() {
        start("r", parent("{pipeline: other}"));
        PipelineRun child = child();
        cluster.runs.remove(child.getMetadata().getName()); // the informer has not heard of it
        operator = operator();
        reconcile("r");
        assertThat(child().getMetadata().getName())
                .isEqualTo(child.getMetadata().getName());
    }

    @Test
    void aRunOfThatNameThatIsSomebodyElsesIsNeverBelieved() {
        start("r", parent("{pipeline: other}"));
        String name = child().getMetadata().getName();
        cluster.runs.clear();
        PipelineRun foreign = cluster.add(Resources.run(name, "pipeline: other"));
        foreign.getMetadata()
                .setLabels(Map.of(Labels.RUN, "r", Labels.STEP, "t", Labels.JOB, "0", Labels.ATTEMPT, "1"));
        start("r", parent("{pipeline: other}"));
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message())
                .isEqualTo("t failed: PipelineRun " + name
                        + " exists and is not this run's; delete it, then start a new run");
        assertThat(status("r").children()).isNull();
    }

    @Test
    void aChildThatVanishedAfterItWasSeenIsMadeAgainAsAnotherAttempt() {
        start("r", parent("{pipeline: other}"));
        String first = child().getMetadata().getName();
        PipelineRun parent = cluster.runs.get("r");
        PipelineRunStatus before = parent.getStatus();
        forward(6);
        operator = operator();
        reconcile("r");
        assertThat(status("r")).isNotEqualTo(before);
        cluster.runs.remove(first);
        reconcile("r");
        assertThat(child().getMetadata().getLabels()).containsEntry(Labels.ATTEMPT, "2");
        assertThat(child().getMetadata().getAnnotations()).containsEntry("sluice.dev/infrastructure-failures", "1");
        assertThat(child().getMetadata().getName()).isNotEqualTo(first);
    }

    @Test
    void aChainThatComesBackToItselfIsRefused() {
        cluster.add(Resources.pipeline("a", "steps:\n- {name: to-b, trigger: {pipeline: b}}\n"));
        cluster.add(Resources.pipeline("b", "steps:\n- {name: to-a, trigger: {pipeline: a}}\n"));
        cluster.add(Resources.run("a1", "pipeline: a"));
        for (int i = 0; i < 5; i++) {
            new ArrayList<>(cluster.runs.keySet()).forEach(this::reconcile);
        }
        assertThat(cluster.runs).hasSize(3);
        PipelineRun third = new ArrayList<>(cluster.runs.values()).get(2);
        assertThat(third.getStatus().conditions().get(0).reason()).isEqualTo("TriggerLoop");
        assertThat(status("a1").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("a1").message())
                .matches(
                        "to-b failed: run b-\\w+ failed: to-a failed: run a-\\w+ failed: pipeline a would start itself: a → b → a");
    }

    @Test
    void aChainIsNotLongerThanTen() {
        for (int i = 0; i < 12; i++) {
            cluster.add(Resources.pipeline("p" + i, "steps:\n- {name: on, trigger: {pipeline: p" + (i + 1) + "}}\n"));
        }
        cluster.add(Resources.run("first", "pipeline: p0"));
        for (int i = 0; i < 24; i++) {
            new ArrayList<>(cluster.runs.keySet()).forEach(this::reconcile);
        }
        assertThat(cluster.runs).hasSize(11);
        assertThat(status("first").phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void aChildIsKeptAsLongAsItsParent() {
        cluster.add(Resources.pipeline("other", OTHER + "retention: {successfulRuns: 0, ttlAfterFinished: 1s}\n"));
        start("r", parent("{pipeline: other}"));
        String child = child().getMetadata().getName();
        reconcile(child);
        cluster.change("o", Pods::succeeded);
        reconcile(child);
        forward(60);
        operator = operator();
        reconcile(child);
        assertThat(cluster.runs).containsKey(child);
    }

    @Test
    void noRunOfASuspendedPipelineStartsUntilItIsResumed() {
        cluster.add(Resources.pipeline("other", "suspend: true\n" + OTHER));
        cluster.add(Resources.run("s", "pipeline: other"));
        reconcile("s");
        assertThat(status("s").phase()).isEqualTo(Phase.PENDING);
        Condition succeeded = status("s").conditions().get(1);
        assertThat(succeeded.reason()).isEqualTo("PipelineSuspended");
        assertThat(succeeded.status()).isEqualTo(Condition.Status.UNKNOWN);
        assertThat(cluster.pods).isEmpty();
        cluster.add(Resources.pipeline("other", OTHER));
        reconcile("s");
        assertThat(status("s").phase()).isEqualTo(Phase.RUNNING);
        assertThat(cluster.pods).hasSize(1);
        cluster.add(Resources.pipeline("other", "suspend: true\n" + OTHER));
        cluster.change("o", Pods::succeeded);
        reconcile("s");
        assertThat(status("s").phase()).as("a run under way goes on").isEqualTo(Phase.SUCCEEDED);
    }

    private static String parent(String trigger) {
        return "variables: {where: prod}\ndefaults: {image: busybox:1}\nsteps:\n- {name: t, trigger: " + trigger
                + "}\n";
    }

    private void start(String name, String spec) {
        cluster.add(Resources.inline(name, spec));
        reconcile(name);
    }

    private PipelineRun child() {
        List<PipelineRun> children = cluster.childrenOf("n", "r");
        assertThat(children).hasSize(1);
        return children.get(0);
    }
}
