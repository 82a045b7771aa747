package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GatePolicy;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.GateStatus.GateState;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.Chain;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.guard.Guard;
import dev.sluice.kubernetes.observe.RecordedGates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps that people have to let start, in a cluster that only pretends: who counts, what makes it void, what is on record (C5, F3). */
class ApprovalStoryTest extends RunStory {

    private static final String DEPLOY =
            """
            defaults: {image: busybox:1}
            steps:
            - {name: deploy, script: x, approval: {approvers: [alice, bob, carol], quorum: 2}}
            """;
    private static final String YES = "approve.sluice.dev/deploy";

    @Test
    void theRequestIsOnRecord() {
        waiting();
        assertThat(status().phase()).isEqualTo(Phase.WAITING_APPROVAL);
        assertThat(status().steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("deploy");
            assertThat(step.state()).isEqualTo(State.WAITING_APPROVAL);
            assertThat(step.message())
                    .startsWith(
                            "waits for 2 of alice, bob, carol; let it on with: sluice approval approve r/deploy -n n, or: kubectl annotate");
        });
        assertThat(gate().approvers()).containsExactly("alice", "bob", "carol");
        assertThat(gate().quorum()).isEqualTo(2);
        assertThat(gate().digest()).startsWith("sha256:");
        assertThat(gate().policy()).isEqualTo(new GatePolicy("p", 1L, "b", 1L));
        assertThat(verified()).isEqualTo("True PolicyInPlace");
    }

    @Test
    void bothDecisionsOfOneLookCountAndAreChained() {
        waiting();
        cluster.annotate("r", Map.of(YES, "alice: LGTM", YES + ".2", "bob"));
        reconcile();
        assertThat(gate().state()).isEqualTo(GateState.APPROVED);
        assertThat(cluster.pods).hasSize(1);
        List<GateRecord.Vote> votes = RecordedGates.votes(gate());
        assertThat(new Chain(run().getMetadata().getUid(), "deploy").firstBroken(votes))
                .isEqualTo(2);
        assertThat(gate().decisions()).allMatch(decision -> decision.digest().equals(gate().digest()));
    }

    @Test
    void aDelegationIsOnRecordAndWhoHoldsItCounts() {
        waiting();
        cluster.annotate(
                "r", Map.of("delegate.sluice.dev/deploy", "alice: to=dave until=2026-12-01T00:00:00Z; on leave"));
        reconcile();
        assertThat(gate().decisions()).singleElement().satisfies(decision -> {
            assertThat(decision.to()).isEqualTo("dave");
            assertThat(decision.until()).isEqualTo(Instant.parse("2026-12-01T00:00:00Z"));
            assertThat(decision.comment()).isEqualTo("on leave");
        });
        cluster.annotate(
                "r", Map.of(YES, "dave", YES + ".2", "mallory", "delegate.sluice.dev/deploy", "dave: to=mallory"));
        reconcile();
        assertThat(refusals)
                .containsExactlyInAnyOrder(
                        YES + ".2: mallory is none of alice, bob, carol",
                        "delegate.sluice.dev/deploy: dave decides in another's place, which can't be passed on");
        cluster.annotate("r", Map.of(YES, "bob"));
        reconcile();
        assertThat(gate().state()).isEqualTo(GateState.APPROVED);
    }

    @Test
    void whatIsSaidWhileNothingProvesNamesIsTakenAwayFirst() {
        waiting();
        cluster.annotate("r", Map.of(YES, "alice"));
        reconcile();
        guards.now = Guard.unproven(Assurance.Identity.UNKNOWN, "PolicyMissing", "there is no policy");
        cluster.annotate("r", Map.of(YES, "bob"));
        cluster.writes.clear();
        reconcile();
        assertThat(cluster.writes).startsWith("take away", "update status");
        assertThat(refusals).singleElement().asString().startsWith(YES + ": there is no policy; say it again once");
        assertThat(gate().decisions())
                .extracting(Decision::verdict)
                .containsExactly(Decision.Verdict.APPROVE, Decision.Verdict.VOID);
        assertThat(gate().decisions().get(0).voided())
                .isEqualTo("the admission policy was missing, or is another since");
        assertThat(verified()).isEqualTo("False PolicyMissing");

        guards.now = proven(2);
        cluster.annotate("r", Map.of(YES, "bob"));
        reconcile();
        assertThat(refusals).hasSize(2);
        assertThat(gate().state()).isEqualTo(GateState.WAITING);
        assertThat(gate().policy().generation()).isEqualTo(2);
        cluster.annotate("r", Map.of(YES, "alice", YES + ".2", "bob"));
        reconcile();
        assertThat(gate().state()).isEqualTo(GateState.APPROVED);
    }

    @Test
    void killedBetweenTakingAwayAndRecordItBelievesNothing() {
        waiting();
        guards.now = proven(2);
        cluster.annotate("r", Map.of(YES, "alice", YES + ".2", "bob"));
        cluster.refusesToTakeAway = true;
        assertThatThrownBy(this::reconcile).isInstanceOf(RuntimeException.class);
        assertThat(gate().policy().generation()).isEqualTo(1);
        assertThat(gate().decisions()).isNull();
        cluster.refusesToTakeAway = false;
        operator = operator();
        reconcile();
        assertThat(gate().decisions()).isNull();
        assertThat(run().getMetadata().getAnnotations()).isEmpty();
        assertThat(gate().policy().generation()).isEqualTo(2);
    }

    @Test
    void aRunThatAsksNobodyHasNoCondition() {
        cluster.add(Resources.inline("r", "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n"));
        reconcile();
        assertThat(status().conditions()).hasSize(2);
    }

    private void waiting() {
        guards.now = proven(1);
        cluster.add(Resources.inline("r", DEPLOY));
        reconcile();
    }

    private static Guard proven(long generation) {
        return new Guard(
                Assurance.Identity.PROVEN,
                Optional.of(new Assurance.Seal("p", generation, "b", 1)),
                "PolicyInPlace",
                "names are proven",
                Optional.empty(),
                Optional.empty());
    }

    private String verified() {
        Condition condition = status().conditions().get(2);
        return (condition.status() == Condition.Status.TRUE ? "True " : "False ") + condition.reason();
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
