package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run that takes over what an earlier one did, against a cluster that only pretends (E5). */
class RerunStoryTest extends RunStory {

    private static final String CHAIN = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x, outputs: [k]}\n"
            + "- {name: b, dependsOn: [a], script: x, environment: {K: '${steps.a.outputs.k}'}}\n";

    @BeforeEach
    void anEarlierRunWhoseSecondStepFailed() {
        cluster.add(Resources.pipeline("p", CHAIN));
        cluster.add(Resources.run("first", "pipeline: p"));
        reconcile("first");
        cluster.change("a", pod -> Pods.ended(pod, 0, "Completed", "k=v\n"));
        reconcile("first");
        cluster.change("b", pod -> Pods.failed(pod, 3));
        reconcile("first");
        assertThat(status("first").phase()).isEqualTo(Phase.FAILED);
        cluster.pods.clear();
        cluster.writes.clear();
    }

    @Test
    void runsOnlyWhatFailedWithTheOutputsOfWhatDidNot() {
        rerun("rerunOf: {run: first}");
        assertThat(steps()).containsExactly("b");
        assertThat(cluster.writes).containsExactly("update status", "create pod");
        cluster.change("b", Pods::succeeded);
        reconcile("second");
        assertThat(status("second").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status("second").steps().get(0).message()).isEqualTo("taken over from first");
        assertThat(status("second").steps().get(0).outputs().get(0).values()).containsEntry("k", "v");
    }

    @Test
    void whatIsTakenOverIsOnRecordBeforeAnythingStartsThatComesAfterIt() {
        cluster.admission = pod -> {
            assertThat(status("second").steps().get(0).succeeded()).isEqualTo("0");
            return null;
        };
        rerun("rerunOf: {run: first}");
        assertThat(cluster.pods).hasSize(1);
    }

    @Test
    void goesOnWhenTheEarlierRunIsDeletedMeanwhile() {
        rerun("rerunOf: {run: first}");
        cluster.runs.remove("first");
        operator = operator();
        cluster.change("b", Pods::succeeded);
        reconcile("second");
        assertThat(status("second").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(steps()).containsExactly("b");
    }

    @Test
    void runsAgainWhatWasEditedSince() {
        cluster.add(Resources.pipeline("p", CHAIN.replace("name: a, script: x", "name: a, script: y")));
        rerun("rerunOf: {run: first}");
        assertThat(steps()).containsExactly("a");
    }

    @Test
    void runsThePipelineAsItOnceWas() {
        cluster.add(Resources.pipeline("p", CHAIN.replace("name: a, script: x", "name: a, script: y")));
        rerun("revision: " + status("first").revision() + ", rerunOf: {run: first}");
        assertThat(steps()).containsExactly("b");
    }

    @Test
    void isRefusedWhereThereIsNoSuchRunStepOrRevision() {
        rerun("rerunOf: {run: frist}");
        assertThat(accepted().reason()).isEqualTo("RunNotFound");
        assertThat(accepted().message()).contains("spec.rerunOf.run: there is no PipelineRun \"frist\"");
        cluster.runs.remove("second");
        rerun("rerunOf: {run: first, mode: From, steps: [bb]}");
        assertThat(accepted().message()).isEqualTo("spec.rerunOf.steps[0]: no step named \"bb\" (did you mean \"b\"?)");
        cluster.runs.remove("second");
        rerun("revision: p-gone");
        assertThat(accepted().reason()).isEqualTo("RevisionNotFound");
        assertThat(cluster.pods).isEmpty();
    }

    private void rerun(String more) {
        cluster.add(Resources.run(
                "second",
                ("pipeline: p, " + more)
                        .replace(", ", "\n")
                        .replace("mode: From\nsteps", "mode: From, steps")
                        .replace("first\nmode", "first, mode")));
        reconcile("second");
    }

    private Condition accepted() {
        return status("second").conditions().stream()
                .filter(c -> c.type().equals("Accepted"))
                .findFirst()
                .orElseThrow();
    }

    private List<String> steps() {
        return cluster.pods.values().stream()
                .map(pod -> pod.getMetadata().getLabels().get(Labels.STEP))
                .toList();
    }
}
