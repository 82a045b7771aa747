package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineStatus;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.guard.Guard;
import dev.sluice.kubernetes.timetable.Schedules;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who started a run goes on to those that it starts, and no further than that is proven; a schedule is nobody (C5). */
class StartedByStoryTest extends RunStory {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ASKS = "defaults: {image: busybox:1}\nsteps:\n"
            + "- {name: deploy, script: x, approval: {approvers: [alice, bob], requireOtherPerson: true}}\n";
    private static final String YES = "approve.sluice.dev/deploy";

    @BeforeEach
    void pipelines() {
        guards.now = provenSince(NOW.minusSeconds(3600));
        cluster.add(Resources.pipeline("asks", ASKS));
        cluster.add(Resources.pipeline("between", trigger("asks")));
    }

    @Test
    void it_goes_on_to_a_run_that_a_step_starts_and_to_what_that_starts() {
        start("r", "startedBy: alice", trigger("between"));
        PipelineRun child = onlyChild("r");
        assertThat(child.getSpec().startedBy()).isEqualTo("alice");
        reconcile(child);
        assertThat(onlyChild(child.getMetadata().getName()).getSpec().startedBy())
                .isEqualTo("alice");
    }

    @Test
    void so_nobody_gets_past_a_gate_by_starting_what_starts_it() {
        start("r", "startedBy: alice", trigger("asks"));
        String child = onlyChild("r").getMetadata().getName();
        reconcile(onlyChild("r"));
        cluster.annotate(child, Map.of(YES, "alice"));
        reconcile(onlyChild("r"));
        assertThat(refusals).containsExactly(YES + ": alice started the run, and another person has to");
        cluster.annotate(child, Map.of(YES, "bob"));
        reconcile(onlyChild("r"));
        assertThat(gate(child).decisions()).extracting(Decision::person).containsExactly("bob");
        assertThat(gate(child).state()).isEqualTo(GateStatus.GateState.APPROVED);
    }

    @Test
    void what_nobody_says_or_nothing_proves_does_not_go_on() {
        start("nobodys", "labels: [x]", trigger("asks"));
        assertThat(onlyChild("nobodys").getSpec().startedBy()).isNull();

        guards.now = provenSince(NOW.plusSeconds(1)); // older than the policy: anybody could have written it
        start("older", "startedBy: alice", trigger("asks"));
        assertThat(onlyChild("older").getSpec().startedBy()).isNull();
        reconcile(onlyChild("older"));
        String child = onlyChild("older").getMetadata().getName();
        cluster.annotate(child, Map.of(YES, "bob"));
        reconcile(onlyChild("older"));
        assertThat(refusals).singleElement().asString().contains("who that was is not proven");
    }

    @Test
    void a_schedule_is_nobody_that_could_approve_and_each_approver_is_another_person() {
        Pipeline nightly = Resources.pipeline("nightly", "triggers: [{schedule: '0 10 * * *'}]\n" + ASKS);
        nightly.getMetadata().setGeneration(1L);
        nightly.getMetadata().setCreationTimestamp("2026-11-20T12:00:00Z");
        cluster.add(nightly);
        Schedules schedules = new Schedules(cluster);
        Schedules.Times before = schedules.keep(nightly, NOW.minusSeconds(60));
        assertThat(before.next()).isEqualTo(NOW);
        nightly.setStatus(new PipelineStatus(1L, "x", List.of(), 1, 1, 1, before.next(), before.last()));
        schedules.keep(nightly, NOW);
        PipelineRun run = cluster.runs.get("nightly-202611211000");
        assertThat(run.getSpec().startedBy()).isEqualTo("system:schedule");
        reconcile(run);
        cluster.annotate("nightly-202611211000", Map.of(YES, "alice"));
        reconcile(cluster.runs.get("nightly-202611211000"));
        assertThat(refusals).isEmpty();
        assertThat(gate("nightly-202611211000").state()).isEqualTo(GateStatus.GateState.APPROVED);
    }

    private static String trigger(String pipeline) {
        return "steps:\n- {name: t, trigger: {pipeline: " + pipeline + "}}\n";
    }

    private static Guard provenSince(Instant since) {
        return new Guard(
                Assurance.Identity.PROVEN,
                Optional.of(new Assurance.Seal("p", 1, "b", 1)),
                "PolicyInPlace",
                "names are proven",
                Optional.of(since),
                Optional.empty());
    }

    private void start(String name, String spec, String pipeline) {
        cluster.add(Resources.run(name, spec + "\npipelineSpec:\n" + pipeline.indent(2)));
        reconcile(cluster.runs.get(name));
    }

    private void reconcile(PipelineRun run) {
        operator.reconcile(run);
    }

    private PipelineRun onlyChild(String run) {
        List<PipelineRun> children = cluster.childrenOf("n", run);
        assertThat(children).hasSize(1);
        return children.get(0);
    }

    private GateStatus gate(String run) {
        return cluster.runs.get(run).getStatus().gates().get(0);
    }
}
