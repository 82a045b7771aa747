package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.field;
import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.at;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.seconds;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Approval;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Steps at which a person decides (A1, C5): when they are asked, what a decision does, and what becomes of those nobody decided. */
class GatesTest {

    private static PlanMaker release() {
        return plan().step("build").gate("release", "build").step("deploy", s -> s.after("release"));
    }

    private static GateReport gate(Decision decision, String name) {
        return decision.report().gates().stream()
                .filter(g -> g.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nobody_is_asked_before_what_it_depends_on_is_over() {
        Decision decision = Story.of(release()).job("build", 0, running(1)).decide(5);

        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.PENDING);
        assertThat(step(decision, "release").message()).isEqualTo("waits for build");
        assertThat(decision.report().gates()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
    }

    @Test
    void it_opens_once_that_is_over_and_then_the_run_waits() {
        Decision decision = Story.of(release()).job("build", 0, succeeded(1, 5)).decide(6);

        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.WAITING_APPROVAL);
        assertThat(gate(decision, "release").state()).isEqualTo(GateReport.State.WAITING);
        assertThat(gate(decision, "release").opened()).isEqualTo(at(6));
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.WAITING_APPROVAL);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.WAITING_APPROVAL);
        assertThat(decision.report().message()).isEqualTo("waits at release");
        assertThat(words(decision)).isEmpty();
        assertThat(decision.lookAgain()).isEmpty();
    }

    @Test
    void when_it_opened_stays_what_is_on_record() {
        Decision decision = Story.of(release())
                .job("build", 0, succeeded(1, 5))
                .opened("release", 6)
                .decide(100);

        assertThat(gate(decision, "release").opened()).isEqualTo(at(6));
    }

    @Test
    void it_waits_also_while_other_branches_go_on() {
        Decision decision = Story.of(plan().gate("release", "Release ${version}?", List.of())
                        .variable("version", "1.2")
                        .step("lint"))
                .job("lint", 0, running(1))
                .decide(2);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.WAITING_APPROVAL);
        assertThat(decision.report().message()).isEqualTo("waits at release: Release 1.2?; running lint");
    }

    @Test
    void a_prompt_may_tell_what_steps_before_it_wrote() {
        PlanMaker plan = plan().step("build", s -> s.outputs("tag"))
                .gate("release", "Release ${steps.build.outputs.tag}?", List.of(), "build");

        Decision decision = Story.of(plan)
                .job("build", 0, succeeded(1, 5, Map.of("tag", "v7")))
                .decide(6);

        assertThat(gate(decision, "release").prompt()).isEqualTo("Release v7?");
    }

    @Test
    void what_is_said_closes_it_and_lets_nothing_on_before_that_is_on_record() {
        Decision decision = Story.of(release())
                .job("build", 0, succeeded(1, 5))
                .opened("release", 6)
                .vote("release", "alice", true, "LGTM", 20)
                .decide(20);

        assertThat(gate(decision, "release").state()).isEqualTo(GateReport.State.APPROVED);
        assertThat(gate(decision, "release").record().verdict())
                .contains(new GateRecord.Verdict(true, "alice", "LGTM", at(20)));
        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(words(decision)).isEmpty();
    }

    @Test
    void once_that_is_on_record_what_is_below_goes_on() {
        Decision decision = Story.of(release())
                .job("build", 0, succeeded(1, 5))
                .closed("release", 6, true, 20)
                .decide(21);

        assertThat(words(decision)).containsExactly("start deploy/0 #1");
        assertThat(step(decision, "release").start()).contains(at(6));
        assertThat(step(decision, "release").end()).contains(at(20));
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
    }

    @Test
    void answers_are_its_outputs_several_values_a_line_each() {
        PlanMaker plan = plan().gate("release", "", List.of(field("version"), field("region"), field("why")))
                .step("deploy", s -> s.after("release").environment("V", "<${steps.release.outputs.version}>"));

        Decision decision = Story.of(plan)
                .closed("release", 1, true, 2, Map.of("version", List.of("1.2"), "region", List.of("eu", "us")))
                .decide(3);

        Map<String, String> environment =
                ((Action.Start) decision.actions().get(0)).assignment().environment();
        assertThat(environment)
                .containsEntry("V", "<1.2>")
                .containsEntry("SLUICE_OUTPUTS_RELEASE_VERSION", "1.2")
                .containsEntry("SLUICE_OUTPUTS_RELEASE_REGION", "eu\nus")
                .containsEntry("SLUICE_OUTPUTS_RELEASE_WHY", "");
    }

    @Test
    void a_no_halts_the_run_and_tells_who_and_why() {
        Decision decision = Story.of(release().step("lint"))
                .job("build", 0, succeeded(1, 5))
                .opened("release", 6)
                .vote("release", "bob", false, "not on a Friday", 20)
                .settled("lint", 0, JobState.SUCCEEDED)
                .decide(20);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.REJECTED);
        assertThat(decision.report().message()).isEqualTo("release rejected by bob: not on a Friday");
        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "deploy").message()).isEqualTo("not started: step release failed");
    }

    @Test
    void a_no_lets_what_runs_finish() {
        Decision decision = Story.of(plan().gate("release").step("lint").step("next", s -> s.after("lint")))
                .closed("release", 0, false, 5)
                .job("lint", 0, running(1))
                .decide(6);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        assertThat(decision.report().message()).isEqualTo("release rejected by alice");
        assertThat(step(decision, "next").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(words(decision)).isEmpty();
    }

    @Test
    void no_wait_makes_a_yes_of_a_no() {
        Decision decision = Story.of(
                        plan().gate("release").waitFor("all", true, "release").step("deploy", s -> s.after("all")))
                .closed("release", 0, false, 5)
                .decide(6);

        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
    }

    @Test
    void no_wait_lets_anything_past_a_gate_that_a_failure_kept_closed() {
        PlanMaker plan = release().waitFor("all", true, "deploy").step("clean-up", s -> s.after("all"));

        Decision beforeIt = Story.of(plan).job("build", 0, failed(1, 5, 3)).decide(6);
        assertThat(step(beforeIt, "clean-up").state()).isEqualTo(StepReport.State.SKIPPED);

        Decision afterIt = Story.of(plan)
                .settled("build", 0, JobState.SUCCEEDED)
                .closed("release", 6, true, 7)
                .job("deploy", 0, failed(8, 9, 1))
                .decide(10);
        assertThat(words(afterIt)).containsExactly("start clean-up/0 #1");
    }

    @Test
    void one_that_is_skipped_asks_nobody() {
        Decision decision = Story.of(release().skipped("release", "branch x matches none of [main]"))
                .job("build", 0, succeeded(1, 5))
                .decide(6);

        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(words(decision)).containsExactly("start deploy/0 #1");
        assertThat(decision.report().gates()).isEmpty();
    }

    @Test
    void halted_before_it_opened_it_is_skipped() {
        Decision decision = Story.of(release()).job("build", 0, failed(1, 5, 3)).decide(6);

        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "release").message()).isEqualTo("not decided: step build failed");
        assertThat(decision.report().gates()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.STEP_FAILED);
    }

    @Test
    void halted_while_it_waits_nobody_is_asked_any_longer() {
        Decision decision = Story.of(plan().gate("release").step("lint"))
                .opened("release", 1)
                .job("lint", 0, failed(1, 5, 3))
                .decide(6);

        assertThat(gate(decision, "release").state()).isEqualTo(GateReport.State.WITHDRAWN);
        assertThat(gate(decision, "release").closed()).contains(at(6));
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
    }

    @Test
    void cancelled_while_it_waits_the_run_is_over_at_once() {
        Decision decision = Story.of(release())
                .job("build", 0, succeeded(1, 5))
                .opened("release", 6)
                .cancelled()
                .decide(9);

        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.CANCELLED);
        assertThat(gate(decision, "release").state()).isEqualTo(GateReport.State.WITHDRAWN);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(decision.report().message()).isEqualTo("the run was cancelled: 1 of 2 jobs not finished");
    }

    @Test
    void cancelled_at_a_last_gate_the_run_is_cancelled() {
        Decision decision = Story.of(plan().step("a").gate("seen", "a"))
                .settled("a", 0, JobState.SUCCEEDED)
                .opened("seen", 6)
                .cancelled()
                .decide(9);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
    }

    @Test
    void what_is_said_once_the_run_is_cancelled_comes_too_late() {
        Decision decision = Story.of(release())
                .job("build", 0, succeeded(1, 5))
                .opened("release", 6)
                .vote("release", "alice", true, "", 9)
                .cancelled()
                .decide(9);

        assertThat(step(decision, "release").state()).isEqualTo(StepReport.State.CANCELLED);
        assertThat(words(decision)).isEmpty();
    }

    @Test
    void time_in_which_all_waits_for_people_is_not_the_runs() {
        Story story = Story.of(release().timeout(seconds(60)))
                .job("build", 0, succeeded(1, 30))
                .opened("release", 30);

        assertThat(story.decide(1_000).report().phase()).isEqualTo(Report.Phase.WAITING_APPROVAL);
        assertThat(story.decide(1_000).lookAgain()).isEmpty();
        Decision after = story.closed("release", 30, true, 1_000).decide(1_010);
        assertThat(words(after)).containsExactly("start deploy/0 #1");
        assertThat(after.lookAgain()).contains(at(1_030));
        assertThat(story.decide(1_030).report().reason()).isEqualTo(Report.Reason.TIMED_OUT);
    }

    @Test
    void the_runs_clock_stands_beside_an_open_gate_whatever_else_runs() {
        Story story = Story.of(plan().timeout(seconds(60)).gate("release").step("hangs"))
                .opened("release", 0)
                .job("hangs", 0, running(10));

        assertThat(words(story.decide(1_000))).isEmpty();
        assertThat(words(story.closed("release", 0, true, 1_000).decide(1_060)))
                .containsExactly("stop hangs/0 #1 RUN_ENDED");
    }

    @Test
    void time_in_gates_is_counted_once_where_gates_overlap() {
        // Open from 10 to 40, from 30 to 50, and from 70 on.
        Observed observed = new Observed(at(0), false, Map.of(), Map.of())
                .withGates(Map.of("x", open(10, 40), "y", open(30, 50), "z", GateRecord.openedAt(at(70))));

        assertThat(TimeInGates.of(observed, at(5))).isEqualTo(new TimeInGates(seconds(0), true));
        assertThat(TimeInGates.of(observed, at(25))).isEqualTo(new TimeInGates(seconds(15), true));
        assertThat(TimeInGates.of(observed, at(60))).isEqualTo(new TimeInGates(seconds(40), true));
        assertThat(TimeInGates.of(observed, at(80))).isEqualTo(new TimeInGates(seconds(50), true));
        Observed closed = observed.withGates(Map.of("x", open(10, 40)));
        assertThat(TimeInGates.of(closed, at(60))).isEqualTo(new TimeInGates(seconds(30), false));
    }

    private static GateRecord open(int from, int to) {
        return new GateRecord(
                Optional.of(at(from)), Optional.of(new GateRecord.Verdict(true, "a", "", at(to))), Map.of());
    }

    /** Found by running both modes against each other. */
    @Test
    void no_time_makes_a_yes_or_a_no_of_what_was_withdrawn() {
        Approval approval = new Approval(List.of(), 1, Optional.of(seconds(60)), true, List.of(), false, false);
        Story story = Story.of(plan().step("build").gate("release", approval).step("slow"))
                .job("build", 0, failed(0, 5, 1))
                .job("slow", 0, running(0))
                .gatesOf(Story.of(plan().gate("release", approval)).decide(1));
        story.gatesOf(story.decide(6));

        assertThat(gate(story.decide(70), "release").state()).isEqualTo(GateReport.State.WITHDRAWN);
        assertThat(step(story.decide(70), "release").state()).isEqualTo(StepReport.State.SKIPPED);
    }
}
