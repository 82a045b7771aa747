package dev.sluice.core.schedule;

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
import dev.sluice.core.schedule.GateRecord.Vote;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A step that people have to let start (C5): what it holds back, what time does, and what makes all that was said void. */
class ApprovalsTest {

    private static final Approval TWO = Approval.by(2, "alice", "bob", "carol");

    private static PlanMaker deploy(Approval approval) {
        return plan().step("build")
                .step("deploy", s -> s.after("build").approval(approval))
                .step("lint", s -> s.after("build"))
                .step("smoke", s -> s.after("deploy"));
    }

    private static Story built(Approval approval) {
        return Story.of(deploy(approval)).settled("build", 0, JobState.SUCCEEDED);
    }

    private static GateReport gate(Decision decision) {
        return decision.report().gates().get(0);
    }

    private static Vote yes(String person, long time) {
        return new Vote(person, true, "", at(time));
    }

    private static Vote no(String person, long time) {
        return new Vote(person, false, "", at(time));
    }

    @Test
    void it_holds_back_its_own_step_alone() {
        Decision decision = built(TWO).decide(6);

        assertThat(words(decision)).containsExactly("start lint/0 #1");
        assertThat(decision.report().steps())
                .extracting(StepReport::name)
                .containsExactly("build", "deploy", "lint", "smoke");
        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.WAITING_APPROVAL);
        assertThat(step(decision, "deploy").message()).isEqualTo("waits for 2 of alice, bob, carol");
        assertThat(step(decision, "smoke").message()).isEqualTo("waits for deploy");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.WAITING_APPROVAL);
        assertThat(gate(decision).name()).isEqualTo("deploy");
        assertThat(gate(decision).opened()).isEqualTo(at(6));
    }

    @Test
    void nobody_is_asked_before_what_the_step_depends_on_is_over() {
        Decision decision = Story.of(deploy(TWO)).job("build", 0, running(1)).decide(5);

        assertThat(decision.report().gates()).isEmpty();
        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.PENDING);
        assertThat(step(decision, "deploy").message()).isEqualTo("waits for build");
    }

    @Test
    void enough_people_let_it_start_once_that_is_on_record() {
        Story story = built(TWO).settled("lint", 0, JobState.SUCCEEDED).opened("deploy", 6);

        Decision one = story.said("deploy", yes("alice", 10)).decide(10);
        assertThat(gate(one).state()).isEqualTo(GateReport.State.WAITING);
        assertThat(step(one, "deploy").message()).isEqualTo("waits for 2 of alice, bob, carol; approved by alice");

        Decision two = story.said("deploy", yes("bob", 20)).decide(20);
        assertThat(gate(two).state()).isEqualTo(GateReport.State.APPROVED);
        assertThat(gate(two).record().verdict()).contains(new GateRecord.Verdict(true, "alice, bob", "", at(20)));
        assertThat(words(two)).isEmpty();

        Decision after = story.gatesOf(two).decide(21);
        assertThat(words(after)).containsExactly("start deploy/0 #1");
        assertThat(step(after, "deploy").state()).isEqualTo(StepReport.State.PENDING);
        assertThat(after.report().message()).isEmpty();
    }

    @Test
    void a_no_fails_the_step_and_the_run() {
        Decision decision = built(TWO)
                .settled("lint", 0, JobState.SUCCEEDED)
                .opened("deploy", 6)
                .said("deploy", new Vote("bob", false, "not today", at(9)))
                .decide(9);

        assertThat(decision.report().reason()).isEqualTo(Report.Reason.REJECTED);
        assertThat(decision.report().message()).isEqualTo("deploy rejected by bob: not today");
        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(step(decision, "deploy").message()).isEqualTo("rejected by bob: not today");
        assertThat(step(decision, "smoke").message()).isEqualTo("not started: step deploy failed");
    }

    @Test
    void a_failure_above_it_leaves_it_unasked_save_where_the_step_allows_that() {
        Decision held = Story.of(deploy(TWO)).job("build", 0, failed(1, 5, 1)).decide(6);
        assertThat(held.report().gates()).isEmpty();
        assertThat(step(held, "deploy").state()).isEqualTo(StepReport.State.SKIPPED);

        Decision asked = Story.of(plan().step("build").step("clean", s -> s.after("build")
                        .allowFailureOf("build")
                        .approval(TWO)))
                .job("build", 0, failed(1, 5, 1))
                .decide(6);
        assertThat(step(asked, "clean").state()).isEqualTo(StepReport.State.WAITING_APPROVAL);
    }

    @Test
    void a_step_that_is_skipped_asks_nobody() {
        Decision decision = Story.of(plan().step("deploy", s -> s.approval(TWO).skip("not now")))
                .decide(1);

        assertThat(decision.report().gates()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.SUCCEEDED);
    }

    @Test
    void how_a_run_ends_counts_steps_as_people_wrote_them() {
        Decision decision = built(TWO)
                .settled("lint", 0, JobState.SUCCEEDED)
                .settled("deploy", 0, JobState.SUCCEEDED)
                .settled("smoke", 0, JobState.SUCCEEDED)
                .closed("deploy", 6, true, 9)
                .decide(30);

        assertThat(decision.report().message()).isEqualTo("4 steps succeeded");
    }

    @Test
    void time_that_is_up_rejects_or_approves_whenever_somebody_looks() {
        Approval patient = TWO.withTimeout(seconds(60), false);
        Story story = built(patient).settled("lint", 0, JobState.SUCCEEDED);
        Decision opened = story.decide(6);
        assertThat(opened.lookAgain()).contains(at(66));
        assertThat(step(opened, "deploy").message()).endsWith(", until " + at(66) + ", then it is rejected");

        Decision late = story.gatesOf(opened).said("deploy", yes("alice", 50)).decide(500);
        assertThat(gate(late).record().verdict())
                .contains(new GateRecord.Verdict(false, "", "nobody decided in time", at(66)));
        assertThat(late.report().message()).isEqualTo("deploy rejected: nobody decided in time");

        Story eager = built(TWO.withTimeout(seconds(60), true)).settled("lint", 0, JobState.SUCCEEDED);
        Decision approved = eager.gatesOf(eager.decide(6)).decide(66);
        assertThat(gate(approved).state()).isEqualTo(GateReport.State.APPROVED);
    }

    @Test
    void a_yes_by_time_needs_that_people_could_have_said_no() {
        Story story = built(TWO.withTimeout(seconds(60), true)).settled("lint", 0, JobState.SUCCEEDED);
        story.gatesOf(story.decide(6)).assured(Assurance.NONE.with(Assurance.Identity.UNKNOWN));

        assertThat(gate(story.decide(100)).state()).isEqualTo(GateReport.State.WAITING);
        assertThat(step(story.decide(100), "deploy").message()).contains("nobody can decide now");
    }

    @Test
    void what_is_approved_is_another_so_all_are_asked_again() {
        Story story = built(TWO.withTimeout(seconds(60), false))
                .settled("lint", 0, JobState.SUCCEEDED)
                .assured(Assurance.NONE.of("sha256:1", Optional.empty()));
        story.gatesOf(story.decide(6)).said("deploy", yes("alice", 10));
        story.gatesOf(story.decide(10));

        Decision changed = story.assured(Assurance.NONE.of("sha256:2", Optional.empty()))
                .said("deploy", yes("bob", 20))
                .decide(20);

        GateRecord record = gate(changed).record();
        assertThat(gate(changed).state()).isEqualTo(GateReport.State.WAITING);
        assertThat(record.votes())
                .extracting(Vote::kind)
                .containsExactly(Vote.Kind.APPROVE, Vote.Kind.APPROVE, Vote.Kind.VOID);
        assertThat(record.digest()).isEqualTo("sha256:2");
        assertThat(record.deadline()).contains(at(80));
        assertThat(Tally.of(TWO, record.votes()).voided(0, at(20))).isEqualTo("what is approved has changed");
        assertThat(new Chain("", "deploy").firstBroken(record.votes().subList(2, 3)))
                .isZero();

        story.gatesOf(changed).said("deploy", yes("alice", 30)).said("deploy", yes("bob", 31));
        assertThat(gate(story.decide(31)).state()).isEqualTo(GateReport.State.APPROVED);
    }

    @Test
    void what_proves_names_was_gone_so_all_are_asked_again() {
        Assurance.Seal seal = new Assurance.Seal("p", 1, "b", 1);
        Assurance.Seal other = new Assurance.Seal("p", 2, "b", 1);
        Story story =
                built(TWO).settled("lint", 0, JobState.SUCCEEDED).assured(Assurance.NONE.of("", Optional.of(seal)));
        story.gatesOf(story.decide(6)).said("deploy", yes("alice", 10)).said("deploy", yes("bob", 10));

        Decision changed =
                story.assured(Assurance.NONE.of("", Optional.of(other))).decide(20);

        assertThat(gate(changed).state()).isEqualTo(GateReport.State.WAITING);
        assertThat(gate(changed).record().seal()).contains(other);
        assertThat(story.gatesOf(changed).decide(21).report().gates())
                .isEqualTo(changed.report().gates());
    }

    @Test
    void what_is_decided_stays_decided_whatever_changes() {
        Decision after = built(TWO)
                .settled("lint", 0, JobState.SUCCEEDED)
                .closed("deploy", 6, true, 9)
                .assured(Assurance.NONE.of("sha256:2", Optional.empty()))
                .decide(10);

        assertThat(words(after)).containsExactly("start deploy/0 #1");
    }

    @Test
    void one_person_who_has_it_all_in_hand_decides_alone() {
        Decision decision = built(TWO.withOtherPerson())
                .settled("lint", 0, JobState.SUCCEEDED)
                .assured(Assurance.ALONE)
                .opened("deploy", 6)
                .said("deploy", yes("me", 9))
                .decide(9);

        assertThat(gate(decision).state()).isEqualTo(GateReport.State.APPROVED);
    }

    @Test
    void also_a_gate_of_its_own_may_need_two() {
        Story story = Story.of(plan().gate("release", TWO)).opened("release", 1).said("release", yes("alice", 2));
        assertThat(gate(story.decide(3)).state()).isEqualTo(GateReport.State.WAITING);
        assertThat(gate(story.said("release", no("bob", 4)).decide(4)).state()).isEqualTo(GateReport.State.REJECTED);
    }

    @Test
    void cancelled_while_it_waits_nobody_is_asked_any_longer() {
        Decision decision = built(TWO)
                .settled("lint", 0, JobState.SUCCEEDED)
                .opened("deploy", 6)
                .cancelled()
                .decide(9);

        assertThat(gate(decision).state()).isEqualTo(GateReport.State.WITHDRAWN);
        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.CANCELLED);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
    }

    @Test
    void targets_come_to_it_together_and_go_on_each_by_itself() {
        Story story = Story.of(plan().targets("web-1", "web-2").step("build").step("deploy", s -> s.after("build")
                        .approval(Approval.by(1, "alice"))))
                .job("build", 0, succeeded(1, 5))
                .job("build", 1, running(1));
        assertThat(story.decide(6).report().gates()).isEmpty();

        story.job("build", 1, succeeded(1, 7)).closed("deploy", 8, true, 9);
        assertThat(words(story.decide(10))).containsExactly("start deploy/0 #1", "start deploy/1 #1");
    }
}
