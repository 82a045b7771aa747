package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import org.junit.jupiter.api.Test;

/** What a run is made from, in a cluster that only pretends: it is waited for, refused, pinned, and never changes afterwards (F1). */
class AcceptanceStoryTest extends RunStory {

    private static final String ONE = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: echo a}\n";

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

    private Condition accepted(String run) {
        return status(run).conditions().get(0);
    }
}
