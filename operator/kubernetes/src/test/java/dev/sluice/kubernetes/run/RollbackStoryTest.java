package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.RollbackStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rollbacks against a cluster that only pretends: what is on record, what is written, and what another life of the operator makes of it (C7). */
class RollbackStoryTest extends RunStory {

    private static final String SHOP =
            """
            defaults: {image: busybox:1}
            steps:
            - {name: db, script: up, rollback: {script: down}}
            - {name: app, dependsOn: [db], script: up, outputs: [version], rollback: {agent: undoer, task: 'Undo ${steps.app.outputs.version}'}}
            - {name: smoke, dependsOn: [app], script: test, onFailure: Rollback, rollbackTo: db}
            """;

    @Test
    void aFailureUndoesWhatWasDoneTheLastFirst() {
        deployed("r");
        cluster.change("smoke", pod -> Pods.failed(pod, 1));
        settle("r");
        assertThat(status("r").phase()).isEqualTo(Phase.ROLLING_BACK);
        assertThat(rollback("r").state()).isEqualTo(State.RUNNING);
        assertThat(pods()).containsExactlyInAnyOrder("db", "app", "smoke", "app.rollback");
        assertThat(environment("app.rollback", "SLUICE_TASK")).isEqualTo("Undo 7");
        assertThat(environment("app.rollback", "SLUICE_FAILED_STEP")).isEqualTo("smoke");

        cluster.change("app.rollback", Pods::succeeded);
        settle("r");
        cluster.change("db.rollback", Pods::succeeded);
        settle("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message()).startsWith("smoke failed: exit code 1; rolled back to db: undid app, db");
        assertThat(status("r").conditions().get(1).reason()).isEqualTo("RolledBack");
        assertThat(step("r", "app").state()).isEqualTo(State.ROLLED_BACK);
        assertThat(step("r", "app").message()).isEqualTo("undone");
        assertThat(step("r", "smoke").state()).isEqualTo(State.FAILED);
        assertThat(step("r", "db.rollback").state()).isEqualTo(State.SUCCEEDED);
        assertThat(rollback("r").state()).isEqualTo(State.SUCCEEDED);
        assertThat(rollback("r").cause()).isEqualTo("Failure");
        assertThat(rollback("r").steps()).containsExactly("app", "db");
        assertThat(rollback("r").completionTime()).isNotNull();
    }

    /** The operator dies between the record and the annotation, and finds the annotation again. */
    @Test
    void whatIsRefusedIsOnRecordOnce() {
        succeeded("r");
        cluster.refusesToTakeAway = true;
        cluster.annotate("r", Map.of(Annotations.ROLLBACK, "alice: dv"));
        assertThatThrownBy(() -> settle("r")).hasMessageContaining("not now");
        assertThat(status("r").rollbacks()).hasSize(1);
        forward(60);
        assertThatThrownBy(() -> settle("r")).hasMessageContaining("not now");
        cluster.refusesToTakeAway = false;
        settle("r");
        assertThat(cluster.runs.get("r").getMetadata().getAnnotations()).isEmpty();
        assertThat(status("r").rollbacks()).hasSize(1);
        assertThat(rollback("r").message()).contains("no step named \"dv\"");

        cluster.annotate("r", Map.of(Annotations.ROLLBACK, "bob: dv"));
        settle("r");
        assertThat(status("r").rollbacks()).extracting(RollbackStatus::by).containsExactly("alice", "bob");
    }

    @Test
    void aRollbackThatFailsStopsThere() {
        deployed("r");
        cluster.change("smoke", pod -> Pods.failed(pod, 1));
        settle("r");
        cluster.change("app.rollback", pod -> Pods.failed(pod, 5));
        settle("r");
        assertThat(status("r").conditions().get(1).reason()).isEqualTo("RollbackFailed");
        assertThat(status("r").message())
                .contains("the rollback to db failed: undoing app failed: exit code 5, not undone: db");
        assertThat(pods()).doesNotContain("db.rollback");
    }

    @Test
    void whatHasSucceededIsRolledBackByHandAlsoOnceItsPodsAreGone() {
        succeeded("r");
        cluster.pods.clear();
        forward(3600);
        cluster.annotate("r", Map.of(Annotations.ROLLBACK, "alice: db"));
        settle("r");
        assertThat(cluster.runs.get("r").getMetadata().getAnnotations()).isEmpty();
        assertThat(status("r").completionTime()).isNull();
        assertThat(rollback("r").by()).isEqualTo("alice");
        assertThat(pods()).containsExactly("app.rollback");
        assertThat(environment("app.rollback", "SLUICE_TASK")).isEqualTo("Undo 7");

        cluster.change("app.rollback", Pods::succeeded);
        settle("r");
        cluster.change("db.rollback", Pods::succeeded);
        settle("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        assertThat(status("r").message()).isEqualTo("3 steps succeeded; rolled back to db for alice: undid app, db");
        assertThat(step("r", "db").state()).isEqualTo(State.ROLLED_BACK);

        cluster.annotate("r", Map.of(Annotations.ROLLBACK, "bob: db"));
        settle("r");
        assertThat(status("r").phase()).isEqualTo(Phase.FAILED);
        RollbackStatus second = status("r").rollbacks().get(1);
        assertThat(second.state()).isEqualTo(State.SKIPPED);
        assertThat(second.message()).contains("was undone already");
        assertThat(cluster.pods).hasSize(2);
    }

    @Test
    void aRequestThatCantBeIsAnsweredAndNothingElse() {
        succeeded("r");
        Instant ended = status("r").completionTime();
        cluster.annotate("r", Map.of(Annotations.ROLLBACK, "dbb"));
        settle("r");
        assertThat(status("r").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status("r").completionTime()).isEqualTo(ended);
        assertThat(rollback("r").message()).isEqualTo("there is no step named \"dbb\" (did you mean \"db\"?)");
        assertThat(cluster.runs.get("r").getMetadata().getAnnotations()).isEmpty();
    }

    @Test
    void aStepWithoutATaskIsRunAgainAsItWasWithItsAgentOfThen() {
        cluster.add(Resources.agent("deployer", "spec: {containers: [{name: c, image: 'deployer:1'}]}"));
        String pipeline =
                """
                variables: {tag: v1}
                defaults: {image: busybox:1}
                steps:
                - {name: deploy, agent: deployer, task: 'Deploy ${tag}'}
                - {name: smoke, dependsOn: [deploy], script: test, onFailure: Rollback, rollbackTo: deploy}
                """;
        cluster.add(Resources.pipeline("shop", pipeline));
        cluster.add(Resources.run("good", "pipeline: shop"));
        settle("good");
        cluster.change("deploy", Pods::succeeded);
        settle("good");
        cluster.change("smoke", Pods::succeeded);
        settle("good");
        assertThat(status("good").phase()).isEqualTo(Phase.SUCCEEDED);
        cluster.pods.clear();

        forward(60);
        cluster.agents.clear();
        cluster.add(Resources.agent("deployer", "spec: {containers: [{name: c, image: 'deployer:2'}]}"));
        cluster.add(Resources.pipeline("shop", pipeline.replace("v1", "v2").replace("Deploy", "Put")));
        cluster.add(Resources.run("bad", "pipeline: shop"));
        settle("bad");
        cluster.change("deploy", Pods::succeeded);
        settle("bad");
        cluster.change("smoke", pod -> Pods.failed(pod, 1));
        settle("bad");

        assertThat(rollback("bad").run()).isEqualTo("good");
        assertThat(environment("deploy.rollback", "SLUICE_TASK")).isEqualTo("Deploy v1");
        assertThat(pod("deploy.rollback").getSpec().getContainers().get(0).getImage())
                .isEqualTo("deployer:1");
        cluster.change("deploy.rollback", Pods::succeeded);
        settle("bad");
        assertThat(status("bad").message())
                .startsWith("smoke failed: exit code 1; rolled back to deploy: ran deploy again as in good");
        assertThat(status("bad").conditions().get(1).reason()).isEqualTo("RolledBack");
    }

    @Test
    void aStepThatStartsARunStartsItAgainAsItWas() {
        String pipeline =
                """
                variables: {tag: v1}
                steps:
                - {name: deploy, trigger: {pipeline: other, variables: {tag: '${tag}'}}}
                - {name: smoke, image: busybox:1, dependsOn: [deploy], script: test, onFailure: Rollback, rollbackTo: deploy}
                """;
        cluster.add(Resources.pipeline(
                "other", "variables: {tag: none}\ndefaults: {image: busybox:1}\nsteps:\n- {name: o, script: echo}\n"));
        cluster.add(Resources.pipeline("shop", pipeline));
        cluster.add(Resources.run("good", "pipeline: shop"));
        settle("good");
        childSucceeds("good", "deploy");
        cluster.change("smoke", Pods::succeeded);
        settle("good");
        assertThat(status("good").phase()).isEqualTo(Phase.SUCCEEDED);
        cluster.pods.clear();

        forward(60);
        cluster.add(Resources.pipeline("shop", pipeline.replace("v1", "v2")));
        cluster.add(Resources.run("bad", "pipeline: shop"));
        settle("bad");
        childSucceeds("bad", "deploy");
        cluster.change("smoke", pod -> Pods.failed(pod, 1));
        settle("bad");

        assertThat(child("bad", "deploy.rollback").getSpec().variables()).containsEntry("tag", "v1");
        assertThat(status("bad").phase()).isEqualTo(Phase.ROLLING_BACK);
        childSucceeds("bad", "deploy.rollback");
        assertThat(status("bad").message())
                .startsWith("smoke failed: exit code 1; rolled back to deploy: ran deploy again as in good");
    }

    private void childSucceeds(String run, String step) {
        String child = child(run, step).getMetadata().getName();
        settle(child);
        cluster.pods.computeIfPresent(podOf(child), (name, pod) -> Pods.succeeded(pod));
        settle(child);
        assertThat(status(child).phase()).isEqualTo(Phase.SUCCEEDED);
        settle(run);
    }

    private String podOf(String run) {
        return cluster.pods.values().stream()
                .filter(pod -> run.equals(pod.getMetadata().getLabels().get(Labels.RUN)))
                .findFirst()
                .orElseThrow()
                .getMetadata()
                .getName();
    }

    private PipelineRun child(String run, String step) {
        return cluster.runs.values().stream()
                .filter(child -> child.getMetadata().getLabels() != null
                        && run.equals(child.getMetadata().getLabels().get(Labels.RUN))
                        && step.equals(child.getMetadata().getLabels().get(Labels.STEP)))
                .findFirst()
                .orElseThrow();
    }

    private void deployed(String run) {
        cluster.add(Resources.agent("undoer", "spec: {containers: [{name: c, image: 'undoer:1'}]}"));
        cluster.add(Resources.inline(run, SHOP));
        settle(run);
        cluster.change("db", Pods::succeeded);
        settle(run);
        cluster.change("app", pod -> Pods.ended(pod, 0, "Completed", "version=7\n"));
        settle(run);
    }

    private void succeeded(String run) {
        deployed(run);
        cluster.change("smoke", Pods::succeeded);
        settle(run);
        assertThat(status(run).phase()).isEqualTo(Phase.SUCCEEDED);
    }

    /** Each look is that of an operator that has just begun to live. */
    private void settle(String run) {
        for (int i = 0; i < 4; i++) {
            operator().reconcile(cluster.runs.get(run));
            forward(6);
        }
    }

    private RollbackStatus rollback(String run) {
        return status(run).rollbacks().get(0);
    }

    private StepStatus step(String run, String name) {
        return status(run).steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> pods() {
        return cluster.pods.values().stream()
                .map(pod -> pod.getMetadata().getLabels().get(Labels.STEP))
                .toList();
    }
}
