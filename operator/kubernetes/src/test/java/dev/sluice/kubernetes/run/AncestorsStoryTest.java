package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs whose concurrency groups hold runs that wait for them (A1, A2). */
class AncestorsStoryTest extends RunStory {

    private static final String WORK = "defaults: {image: busybox:1}\nsteps:\n- {name: work, script: x";
    private static final String HINT = "; make a trigger step between the two async, or use another group";

    @Test
    void aRunThatNeedsThePlaceOfItsParentIsRefusedAndNotTriedAgain() {
        cluster.add(Resources.pipeline("other", "concurrency: {group: g}\n" + WORK + "}\n"));
        start(
                "r",
                "defaults: {retry: {limit: 2}}\nconcurrency: {group: g}\nsteps:\n- {name: call, trigger: {pipeline: other}}\n");
        settle();
        String child = childOf("r");
        assertThat(status(child).phase()).isEqualTo(Phase.FAILED);
        assertThat(status(child).conditions().get(1).reason()).isEqualTo("ConcurrencyDeadlock");
        String why =
                "it would wait for ever for a place in concurrency group g (limit 1), held by run r, whose step call waits"
                        + " for this run" + HINT;
        assertThat(status(child).message()).isEqualTo(why);
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message()).isEqualTo("call failed: run " + child + " failed: " + why);
        assertThat(cluster.count("create run")).isEqualTo(1);
        assertThat(cluster.pods).isEmpty();
        assertThat(cluster.leases).isEmpty();
    }

    @Test
    void theParentOfItsParentIsInItsWayToo() {
        cluster.add(Resources.pipeline("between", "steps:\n- {name: on, trigger: {pipeline: other}}\n"));
        cluster.add(Resources.pipeline("other", "concurrency: {group: g}\n" + WORK + "}\n"));
        start(
                "r",
                "defaults: {retry: {limit: 2}}\nconcurrency: {group: g}\nsteps:\n- {name: call, trigger: {pipeline: between}}\n");
        settle();
        assertThat(status("r").message())
                .matches(
                        "call failed: run between-\\w+ failed: on failed: run other-\\w+ failed: it would wait for ever for a"
                                + " place in concurrency group g \\(limit 1\\), held by run r, whose step call waits for this run; .*");
        assertThat(cluster.pods).isEmpty();
        assertThat(cluster.runs).as("at no height is it tried again").hasSize(3);
        assertThat(status("r").conditions().get(1).reason()).isEqualTo("ConcurrencyDeadlock");
    }

    @Test
    void aStepThatNeedsThePlaceOfTheTriggerStepIsToldBeforeAnythingRuns() {
        cluster.add(Resources.pipeline(
                "other", WORK + "}\n- {name: deploy, dependsOn: [work], script: x, concurrency: {group: prod}}\n"));
        start("r", "steps:\n- {name: call, concurrency: {group: prod}, trigger: {pipeline: other}}\n");
        settle();
        assertThat(status("r").message())
                .endsWith(
                        "failed: its step deploy would wait for ever for a place in concurrency group prod (limit 1), held by"
                                + " step call of run r, which waits for this run" + HINT);
        assertThat(cluster.pods).isEmpty();
        assertThat(cluster.leases).isEmpty();
    }

    /** Nothing of what was uploaded begins, and nobody starts over. */
    @Test
    void aStepThatIsUploadedAndNeedsThePlaceOfTheTriggerStepIsRefusedAtOnce() {
        cluster.add(
                Resources.pipeline("other", WORK + ", upload: true}\n- {name: last, dependsOn: [work], script: x}\n"));
        start(
                "r",
                "defaults: {retry: {limit: 2}}\nsteps:\n- {name: call, concurrency: {group: prod}, trigger: {pipeline: other}}\n");
        settle();
        cluster.change(
                "work",
                pod -> Pods.ended(
                        pod,
                        0,
                        "Completed",
                        "---\n- {name: before, script: x}\n"
                                + "- {name: deploy, script: x, dependsOn: [before], concurrency: {group: prod}}\n"));
        operator = operator(); // which knows no more than what is stored
        settle();
        String why =
                "deploy failed: would wait for ever for a place in concurrency group prod (limit 1), held by step call of run r, which"
                        + " waits for this run" + HINT;
        String child = childOf("r");
        assertThat(status(child).message()).isEqualTo(why);
        assertThat(status(child).conditions().get(1).reason()).isEqualTo("ConcurrencyDeadlock");
        assertThat(podsOf("before")).isEmpty();
        assertThat(podsOf("deploy")).isEmpty();
        assertThat(status("r").message()).isEqualTo("call failed: run " + child + " failed: " + why);
        assertThat(cluster.leases.values())
                .as("places are given back")
                .allMatch(lease -> lease.getSpec().getHolderIdentity() == null);
    }

    @Test
    void oneOfAnotherGroupTakesItsPlace() {
        cluster.add(Resources.pipeline("other", WORK + ", upload: true}\n"));
        start("r", "steps:\n- {name: call, concurrency: {group: prod}, trigger: {pipeline: other}}\n");
        settle();
        cluster.change(
                "work",
                pod -> Pods.ended(
                        pod, 0, "Completed", "---\n- {name: deploy, script: x, concurrency: {group: test}}\n"));
        settle();
        assertThat(podsOf("deploy")).containsExactly(childOf("r"));
    }

    @Test
    void whereNobodyWaitsForItARunWaitsForThePlaceOfItsParent() {
        cluster.add(Resources.pipeline("other", "concurrency: {group: g}\n" + WORK + "}\n"));
        start("r", "concurrency: {group: g}\n" + WORK + "}\n- {name: call, trigger: {pipeline: other, async: true}}\n");
        settle();
        String child = childOf("r");
        assertThat(status(child).message()).isEqualTo("waits for a place in group g: 1st in the queue");
        cluster.change("work", Pods::succeeded);
        settle();
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status(child).phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void thoseThatWaitForItAreNotCancelledForIt() {
        String group = "concurrency: {group: g, limit: 2, onConflict: CancelOlder}\n";
        cluster.add(Resources.pipeline("other", group + WORK + "}\n"));
        start("r", group + "steps:\n- {name: call, trigger: {pipeline: other}}\n");
        cluster.runs.keySet().stream()
                .filter(name -> !name.equals("r"))
                .toList()
                .forEach(this::setAside);
        start("foreign", group + WORK + "}\n");
        setAside.forEach(cluster::add);
        settle();
        assertThat(status("foreign").phase()).isEqualTo(Phase.CANCELLED);
        assertThat(cluster.runs.get("r").getSpec().cancel()).isNotEqualTo(true);
        assertThat(status(childOf("r")).phase()).isEqualTo(Phase.RUNNING);
    }

    /** What the parent has still to do in an ordered group is after what it waits for. */
    @Test
    void itsJobsGoInTheTurnOfTheRunThatWaitsForIt() {
        String deploy = "- {name: deploy, dependsOn: [%s], script: x, concurrency: {group: prod}}\n";
        cluster.add(Resources.pipeline("other", WORK + "}\n" + deploy.formatted("work")));
        start(
                "r",
                "defaults: {image: busybox:1}\nsteps:\n- {name: call, trigger: {pipeline: other}}\n"
                        + deploy.formatted("call"));
        now = now.plusSeconds(1);
        start("younger", WORK + "}\n" + deploy.formatted("work"));
        settle();
        cluster.change("work", Pods::succeeded);
        settle();
        String child = childOf("r");
        assertThat(podsOf("deploy")).containsExactly(child);
        cluster.change("deploy", Pods::succeeded);
        settle();
        assertThat(podsOf("deploy")).containsExactly(child, "r");
        cluster.change("deploy", Pods::succeeded);
        settle();
        assertThat(podsOf("deploy")).containsExactly(child, "r", "younger");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
    }

    private final List<PipelineRun> setAside = new ArrayList<>();

    private void setAside(String name) {
        setAside.add(cluster.runs.remove(name));
    }

    private void start(String name, String spec) {
        cluster.add(Resources.inline(name, spec));
        reconcile(name);
    }

    /** As long as it takes for everything to be told of everything. */
    private void settle() {
        for (int i = 0; i < 8; i++) {
            now = now.plus(Duration.ofSeconds(6));
            new ArrayList<>(cluster.runs.keySet()).forEach(this::reconcile);
        }
    }

    private String childOf(String run) {
        List<PipelineRun> children = cluster.childrenOf("n", run);
        assertThat(children).hasSize(1);
        return children.get(0).getMetadata().getName();
    }

    private List<String> podsOf(String step) {
        return cluster.pods.values().stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .map(pod -> pod.getMetadata().getLabels().get(Labels.RUN))
                .toList();
    }
}
