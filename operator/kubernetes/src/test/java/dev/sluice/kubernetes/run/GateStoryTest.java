package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.v1alpha1.Answer;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.GateStatus.GateState;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that wait for people, against a cluster that only pretends (C5). */
class GateStoryTest extends RunStory {

    private static final String RELEASE =
            """
            defaults: {image: busybox:1}
            steps:
            - {name: build, script: x}
            - {name: release, block: {prompt: "Which?", fields: [{key: version, format: "[0-9.]+"}]}}
            - {name: deploy, script: x}
            """;
    private static final Map<String, String> YES =
            Map.of("approve.sluice.dev/release", "alice: LGTM", "answer.sluice.dev/release", "{\"version\": \"1.2\"}");

    @Test
    void itWaitsAndSaysHowToLetItOn() {
        waiting();
        assertThat(status().phase()).isEqualTo(Phase.WAITING_APPROVAL);
        assertThat(status().message()).isEqualTo("waits at release: Which?");
        assertThat(gate().state()).isEqualTo(GateState.WAITING);
        assertThat(gate().openedTime()).isEqualTo(clock.instant());
        assertThat(status().steps().get(1).message())
                .isEqualTo(
                        "waits for a person; let it on with: sluice approval approve r/release -n n, or: kubectl annotate pipelinerun r -n n"
                                + " answer.sluice.dev/release='{\"version\": \"…\"}' approve.sluice.dev/release=\"NAME: comment\"");
    }

    @Test
    void anApprovalIsOnRecordBeforeTheAnnotationGoesAndTheStepStarts() {
        waiting();
        cluster.writes.clear();
        cluster.annotate("r", YES);
        reconcile();
        assertThat(cluster.writes).startsWith("update status", "take away", "create pod");
        assertThat(gate().state()).isEqualTo(GateState.APPROVED);
        assertThat(gate().decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.person()).isEqualTo("alice");
            assertThat(decision.comment()).isEqualTo("LGTM");
        });
        assertThat(gate().answers()).containsExactly(new Answer("version", List.of("1.2")));
        assertThat(run().getMetadata().getAnnotations()).isEmpty();
        Pod deploy = cluster.pods.values().stream()
                .filter(pod -> pod.getMetadata().getName().startsWith("r-deploy"))
                .findFirst()
                .orElseThrow();
        assertThat(deploy.getSpec().getContainers().get(0).getEnv()).anySatisfy(variable -> {
            assertThat(variable.getName()).isEqualTo("SLUICE_OUTPUTS_RELEASE_VERSION");
            assertThat(variable.getValue()).isEqualTo("1.2");
        });
        cluster.change("deploy", Pods::succeeded);
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
    }

    @Test
    void anOperatorThatDiesBetweenRecordAndAnnotationTakesItAwayInItsNextLife() {
        waiting();
        cluster.annotate("r", YES);
        cluster.refusesToTakeAway = true;
        assertThatThrownBy(this::reconcile).isInstanceOf(RuntimeException.class);
        assertThat(gate().state()).isEqualTo(GateState.APPROVED);
        cluster.refusesToTakeAway = false;
        operator = operator();
        reconcile();
        assertThat(run().getMetadata().getAnnotations()).isEmpty();
        assertThat(refusals).isEmpty();
        assertThat(gate().decisions()).hasSize(1);
        assertThat(cluster.pods).hasSize(2);
    }

    @Test
    void aNoEndsTheRun() {
        waiting();
        cluster.annotate("r", Map.of("reject.sluice.dev/release", "bob: not on a Friday"));
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().conditions().get(1).reason()).isEqualTo("Rejected");
        assertThat(status().message()).isEqualTo("release rejected by bob: not on a Friday");
        assertThat(cluster.pods).hasSize(1);
    }

    @Test
    void wrongAnswersAreToldAndTheGateStays() {
        waiting();
        cluster.writes.clear();
        cluster.annotate("r", Map.of("approve.sluice.dev/release", "alice"));
        reconcile();
        assertThat(refusals).singleElement().asString().contains("version must be filled in. Let it on with: kubectl");
        assertThat(cluster.writes).containsExactly("take away");
        assertThat(status().phase()).isEqualTo(Phase.WAITING_APPROVAL);
        assertThat(run().getMetadata().getAnnotations()).isEmpty();
    }

    @Test
    void whatCameWithTheRunCountsNot() {
        PipelineRun run = Resources.inline("r", "steps:\n- {name: release, block: {}}\n");
        run.getMetadata().setAnnotations(Map.of("approve.sluice.dev/release", "alice"));
        cluster.add(run);
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.WAITING_APPROVAL);
        assertThat(refusals).singleElement().asString().contains("nobody was asked when the run was made");
    }

    @Test
    void whatIsSaidAfterTheEndIsTakenAwayWithAWord() {
        waiting();
        cluster.cancel("r");
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(gate().state()).isEqualTo(GateState.WITHDRAWN);
        cluster.annotate("r", YES);
        reconcile();
        assertThat(refusals).hasSize(2).allMatch(message -> message.contains("the run has ended"));
        assertThat(run().getMetadata().getAnnotations()).isEmpty();
    }

    @Test
    void whatTimeHasDecidedWakesTheRunOnceMoreSinceNobodyElseDoes() {
        cluster.add(Resources.inline(
                "r",
                "defaults: {image: busybox:1}\nsteps:\n"
                        + "- {name: a, script: x, approval: {timeout: 15s, onTimeout: Approve}}\n"));
        assertThat(reconcile()).contains(clock.instant().plusSeconds(15));
        now = now.plusSeconds(15);
        Optional<Instant> next = reconcile();
        assertThat(gate().state()).isEqualTo(GateState.APPROVED);
        assertThat(cluster.pods).as("not before the yes is on record").isEmpty();
        assertThat(next).hasValueSatisfying(time -> assertThat(time)
                .isBefore(clock.instant().plusSeconds(1)));
        reconcile();
        assertThat(cluster.pods).hasSize(1);
    }

    private void waiting() {
        cluster.add(Resources.inline("r", RELEASE));
        reconcile();
        cluster.change("build", Pods::succeeded);
        reconcile();
    }

    private Optional<Instant> reconcile() {
        return operator.reconcile(run());
    }

    private PipelineRun run() {
        return cluster.runs.get("r");
    }

    private PipelineRunStatus status() {
        return run().getStatus();
    }

    private GateStatus gate() {
        return status().gates().get(0);
    }
}
