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

import dev.sluice.core.Written;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each target goes through the steps by itself (B1 to B4). With one job a target, job 0 is that of target a, job 1 that of b. */
class TargetsTest {

    private static PlanMaker chain(String... targets) {
        return plan().targets(targets)
                .step("pull")
                .step("switch", s -> s.after("pull"))
                .step("test", s -> s.after("switch"));
    }

    private static Decision done(PlanMaker plan, String step, int... jobs) {
        Story story = Story.of(plan);
        for (int job : jobs) {
            story.job(step, job, succeeded(0, 1));
        }
        return story.decide(2);
    }

    private static List<String> targets(Decision decision) {
        return decision.report().targets().stream()
                .map(t -> (t.name() + " " + t.state() + " " + t.step() + " " + t.message()).strip())
                .toList();
    }

    @Test
    void every_step_runs_on_every_target() {
        assertThat(words(Story.of(chain("a", "b", "c")).decide(0)))
                .containsExactly("start pull/0 #1", "start pull/1 #1", "start pull/2 #1");
    }

    @Test
    void no_target_waits_for_another() {
        Decision decision = Story.of(chain("a", "b"))
                .job("pull", 0, succeeded(0, 1))
                .job("pull", 1, running(0))
                .decide(2);

        assertThat(words(decision)).containsExactly("start switch/0 #1");
        assertThat(targets(decision)).containsExactly("a RUNNING", "b RUNNING");
    }

    @Test
    void a_target_whose_step_failed_takes_no_part_in_those_after_it() {
        Decision decision = Story.of(chain("a", "b", "c"))
                .job("pull", 0, succeeded(0, 1))
                .job("pull", 1, failed(0, 1, 3))
                .job("pull", 2, succeeded(0, 1))
                .decide(2);

        assertThat(words(decision)).containsExactly("start switch/0 #1", "start switch/2 #1");
        assertThat(targets(decision)).containsExactly("a RUNNING", "b FAILED pull exit code 3", "c RUNNING");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
    }

    @Test
    void other_steps_of_a_fallen_target_start_nothing_either_and_what_runs_there_is_let_finish() {
        PlanMaker plan = plan().targets("a", "b").step("one").step("two").step("three", s -> s.after("two"));

        Decision decision = Story.of(plan)
                .job("one", 0, failed(0, 1, 1))
                .job("two", 0, running(0))
                .job("one", 1, succeeded(0, 1))
                .decide(2);

        assertThat(words(decision)).containsExactly("start two/1 #1");
    }

    @Test
    void a_failure_that_may_be_keeps_its_target_in() {
        PlanMaker plan = plan().targets("a", "b").step("lint", s -> s.mayFail()).step("build", s -> s.after("lint"));

        Decision decision = Story.of(plan)
                .job("lint", 0, failed(0, 1, 3))
                .job("lint", 1, succeeded(0, 1))
                .job("build", 0, succeeded(2, 3))
                .job("build", 1, succeeded(2, 3))
                .decide(4);

        assertThat(targets(decision)).containsExactly("a SUCCEEDED", "b SUCCEEDED");
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.COMPLETED_WITH_FAILURES);
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.PARTIAL);
    }

    @Test
    void five_targets_of_which_two_fail_at_different_steps_end_partial_with_the_two_named() {
        Story story = Story.of(chain("a", "b", "c", "d", "e"));
        for (int i = 0; i < 5; i++) {
            story.job("pull", i, i == 1 ? failed(0, 1, 3) : succeeded(0, 1));
            if (i != 1) {
                story.job("switch", i, i == 3 ? failed(1, 2, 4) : succeeded(1, 2));
            }
            if (i != 1 && i != 3) {
                story.job("test", i, succeeded(2, 3));
            }
        }

        Decision decision = story.decide(4);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.PARTIAL);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.PARTIAL);
        assertThat(decision.report().message())
                .isEqualTo("3 of 5 targets made it: b failed at pull: exit code 3; d failed at switch: exit code 4");
        assertThat(targets(decision))
                .containsExactly(
                        "a SUCCEEDED",
                        "b FAILED pull exit code 3",
                        "c SUCCEEDED",
                        "d FAILED switch exit code 4",
                        "e SUCCEEDED");
        assertThat(step(decision, "pull").state()).isEqualTo(StepReport.State.PARTIAL);
        assertThat(step(decision, "switch").message()).isEqualTo("exit code 4 in 1 of 5 jobs; 1 not started");
        assertThat(step(decision, "test").state()).as("on all that came to it").isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(step(decision, "test").message()).isEqualTo("2 of 5 jobs not started: step pull failed");
    }

    @Test
    void none_left_is_a_failed_run_that_says_so() {
        Decision decision = Story.of(chain("a", "b"))
                .job("pull", 0, failed(0, 1, 3))
                .job("pull", 1, succeeded(0, 1))
                .job("switch", 1, failed(1, 2, 4))
                .decide(3);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.STEP_FAILED);
        assertThat(decision.report().message())
                .isEqualTo("no target is left: a failed at pull: exit code 3; b failed at switch: exit code 4");
        assertThat(step(decision, "test").state()).isEqualTo(StepReport.State.SKIPPED);
    }

    @Test
    void one_target_alone_that_fails_is_none_left() {
        assertThat(Story.of(chain("a"))
                        .job("pull", 0, failed(0, 1, 3))
                        .decide(2)
                        .report()
                        .message())
                .isEqualTo("no target is left: a failed at pull: exit code 3");
    }

    @Test
    void a_wait_is_a_barrier_over_all_that_are_active() {
        PlanMaker plan =
                plan().targets("a", "b", "c").step("one").waitFor("all", "one").step("two", s -> s.after("all"));

        Story story = Story.of(plan)
                .job("one", 0, succeeded(0, 1))
                .job("one", 1, failed(0, 1, 1))
                .job("one", 2, running(0));

        assertThat(words(story.decide(2))).isEmpty();
        assertThat(words(story.job("one", 2, succeeded(0, 3)).decide(4)))
                .as("the fallen one holds nobody back")
                .containsExactly("start two/0 #1", "start two/2 #1");
    }

    @Test
    void a_step_that_is_a_barrier_waits_for_all_targets() {
        PlanMaker plan = plan().targets("a", "b").step("one").step("two", s -> s.after("one")
                .barrier(true));

        assertThat(words(done(plan, "one", 0))).containsExactly("start one/1 #1");
        assertThat(words(done(plan, "one", 0, 1))).containsExactly("start two/0 #1", "start two/1 #1");
    }

    @Test
    void a_rollout_makes_every_step_a_barrier_but_those_that_say_they_are_none() {
        PlanMaker plan = plan().targets("a", "b")
                .barriers()
                .step("one")
                .step("two", s -> s.after("one"))
                .step("free", s -> s.after("one").barrier(false));

        assertThat(words(done(plan, "one", 0))).containsExactly("start one/1 #1", "start free/0 #1");
    }

    @Test
    void the_next_batch_is_begun_once_the_one_before_has_ended() {
        PlanMaker plan = plan().targets("a", "b", "c").batches(2).step("one").step("two", s -> s.after("one"));

        assertThat(words(Story.of(plan).decide(0))).containsExactly("start one/0 #1", "start one/1 #1");
        Story story = Story.of(plan).job("one", 0, succeeded(0, 1)).job("one", 1, succeeded(0, 1));
        story.job("two", 0, succeeded(1, 2)).job("two", 1, running(1));
        assertThat(words(story.decide(3))).isEmpty();
        assertThat(targets(story.decide(3))).containsExactly("a SUCCEEDED", "b RUNNING", "c PENDING");
        assertThat(words(story.job("two", 1, succeeded(1, 4)).decide(5))).containsExactly("start one/2 #1");
    }

    @Test
    void a_barrier_joins_the_targets_of_a_batch_and_not_those_of_others() {
        PlanMaker plan = plan().targets("a", "b")
                .batches(1)
                .step("one")
                .waitFor("all", "one")
                .step("two", s -> s.after("all"));

        assertThat(words(done(plan, "one", 0))).containsExactly("start two/0 #1");
    }

    @Test
    void no_further_batch_is_begun_once_too_many_targets_have_failed() {
        PlanMaker plan =
                plan().targets("a", "b", "c", "d").batches(2).maxFailures(0).step("one");

        Story story = Story.of(plan).job("one", 0, succeeded(0, 1)).job("one", 1, failed(0, 1, 3));

        assertThat(words(story.decide(2))).isEmpty();
        assertThat(story.decide(2).report().phase()).isEqualTo(Report.Phase.PARTIAL);
        assertThat(story.decide(2).report().message())
                .isEqualTo("1 of 4 targets made it: b failed at one: exit code 3; 2 not begun");
        assertThat(targets(story.decide(2))).contains("d SKIPPED  not begun: too many targets before it failed");
    }

    @Test
    void as_many_failures_as_are_allowed_change_nothing() {
        PlanMaker plan = plan().targets("a", "b", "c").batches(1).maxFailures(1).step("one");

        Story story = Story.of(plan).job("one", 0, failed(0, 1, 3));

        assertThat(words(story.decide(2))).containsExactly("start one/1 #1");
        assertThat(words(story.job("one", 1, failed(2, 3, 3)).decide(4))).isEmpty();
        assertThat(story.decide(4).report().message())
                .isEqualTo(
                        "no target is left: a failed at one: exit code 3; b failed at one: exit code 3; 1 not begun");
    }

    @Test
    void a_cancelled_run_stops_what_runs_and_starts_nothing_on_any_target() {
        Story story = Story.of(chain("a", "b", "c"))
                .job("pull", 0, failed(0, 1, 3))
                .job("pull", 1, running(0))
                .cancelled();

        assertThat(words(story.decide(2))).containsExactly("stop pull/1 #1 RUN_ENDED");
        Decision gone = Story.of(chain("a", "b", "c"))
                .job("pull", 0, failed(0, 1, 3))
                .settled("pull", 1, JobState.CANCELLED)
                .cancelled()
                .decide(4);
        assertThat(gone.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(targets(gone))
                .containsExactly(
                        "a FAILED pull exit code 3",
                        "b CANCELLED  the run was cancelled",
                        "c CANCELLED  the run was cancelled");
    }

    @Test
    void a_run_out_of_time_ends_all_targets() {
        Decision decision = Story.of(chain("a", "b").timeout(seconds(10)))
                .job("pull", 0, succeeded(0, 1))
                .job("switch", 0, running(1))
                .decide(10);

        assertThat(words(decision)).containsExactly("stop switch/0 #1 RUN_ENDED");
    }

    @Test
    void a_retry_is_the_targets_own() {
        PlanMaker plan = plan().targets("a", "b").step("one", s -> s.retries(1)).step("two", s -> s.after("one"));

        Decision decision = Story.of(plan)
                .job("one", 0, failed(0, 1, 3))
                .job("one", 1, succeeded(0, 1))
                .decide(2);

        assertThat(words(decision)).containsExactly("start one/0 #2", "start two/1 #1");
        assertThat(targets(decision)).containsExactly("a RUNNING", "b RUNNING");
    }

    @Test
    void a_target_is_through_a_step_when_all_its_combinations_and_indexes_are() {
        PlanMaker plan = plan().targets("a", "b")
                .step("one", s -> s.parallelism(2).matrix("os", "x", "y"))
                .step("two", s -> s.after("one"));

        assertThat(words(done(plan, "one", 4, 5, 6, 7)))
                .contains("start two/1 #1")
                .doesNotContain("start two/0 #1");
        Decision decision = Story.of(plan)
                .job("one", 0, failed(0, 1, 1))
                .job("one", 1, succeeded(0, 1))
                .decide(2);
        assertThat(words(decision))
                .as("the rest of a's is not started")
                .containsExactly("start one/4 #1", "start one/5 #1", "start one/6 #1", "start one/7 #1");
    }

    @Test
    void a_failure_in_one_of_a_targets_combinations_is_no_partial_success_of_it() {
        PlanMaker plan = plan().targets("a").step("one", s -> s.parallelism(2));

        Decision decision = Story.of(plan)
                .job("one", 0, failed(0, 1, 1))
                .job("one", 1, succeeded(0, 1))
                .decide(2);

        assertThat(step(decision, "one").state()).isEqualTo(StepReport.State.FAILED);
    }

    @Test
    void a_steps_limit_holds_over_all_targets() {
        PlanMaker plan = plan().targets("a", "b", "c").step("one", s -> s.maxParallel(2));

        assertThat(words(Story.of(plan).decide(0))).containsExactly("start one/0 #1", "start one/1 #1");
    }

    @Test
    void outputs_are_those_of_the_same_target() {
        PlanMaker plan = plan().targets("a", "b")
                .step("one", s -> s.outputs("url"))
                .step("many", s -> s.outputs("n").parallelism(2))
                .step("two", s -> s.after("one", "many").task("${steps.one.outputs.url} ${steps.many.outputs.n[1]}"));

        Story story = Story.of(plan);
        for (int i = 0; i < 2; i++) {
            story.job("one", i, succeeded(0, 1, Map.of("url", "u" + i)));
        }
        for (int i = 0; i < 4; i++) {
            story.job("many", i, succeeded(0, 1, Map.of("n", "n" + i)));
        }

        assertThat(environments(story.decide(2)))
                .extracting(e ->
                        e.get("SLUICE_TARGET") + " " + e.get("SLUICE_TASK") + " " + e.get("SLUICE_OUTPUTS_ONE_URL"))
                .containsExactly("a u0 n1 u0", "b u1 n3 u1");
        assertThat(environments(story.decide(2)).get(0)).doesNotContainKey("SLUICE_OUTPUTS_MANY_N");
    }

    @Test
    void variables_of_a_target_go_over_the_runs_and_what_is_made_of_them_follows() {
        var plan = Written.plan(
                Written.spec(
                        """
                        variables: {zone: a, host: "x-${zone}", other: o}
                        targets: [{name: web-1, variables: {zone: b}}, {name: web-2}]
                        steps: [{name: one, script: x, task: "${host} ${other}"}]
                        """));

        List<Map<String, String>> environments = environments(Story.of(plan).decide(0));

        assertThat(environments)
                .extracting(e ->
                        e.get("SLUICE_JOB") + " " + e.get("SLUICE_TASK") + " " + e.get("zone") + " " + e.get("host"))
                .containsExactly("one.web-1 x-b o b x-b", "one.web-2 x-a o a x-a");
    }

    private static List<Map<String, String>> environments(Decision decision) {
        return decision.actions().stream()
                .map(action -> ((Action.Start) action).assignment().environment())
                .toList();
    }

    /** Found by running both modes against each other: the yes of others brought it back to life. */
    @Test
    void a_target_that_fell_out_before_a_gate_stays_out_whatever_is_decided_for_the_others() {
        Story story = Story.of(plan().targets("a", "b")
                        .step("build")
                        .gate("go", "build")
                        .step("clean", s -> s.after("build", "go").allowFailureOf("go")))
                .job("build", 0, failed(0, 1, 1))
                .job("build", 1, succeeded(0, 1));

        assertThat(words(story.opened("go", 2).decide(3))).isEmpty();
        assertThat(words(story.closed("go", 2, true, 4).decide(5))).containsExactly("start clean/1 #1");
    }

    @Test
    void a_gate_beside_the_failure_is_decided_for_what_goes_on_all_the_same() {
        Story story = Story.of(plan().step("test")
                        .gate("go")
                        .waitFor("all", true, "test", "go")
                        .step("clean", s -> s.after("all")))
                .job("test", 0, failed(0, 1, 1));

        assertThat(story.opened("go", 0).decide(2).report().phase()).isEqualTo(Report.Phase.WAITING_APPROVAL);
        assertThat(words(story.closed("go", 0, true, 4).decide(5))).containsExactly("start clean/0 #1");
    }

    private static PlanMaker inBatches() {
        return plan().targets("a", "b")
                .batches(1)
                .step("build")
                .gate("go", "build")
                .step("deploy", s -> s.after("go"));
    }

    @Test
    void people_are_asked_once_for_all_batches() {
        Story story = Story.of(inBatches()).job("build", 0, succeeded(0, 1)).closed("go", 2, true, 4);

        assertThat(words(story.decide(5))).containsExactly("start deploy/0 #1");
        assertThat(words(story.job("deploy", 0, succeeded(5, 6)).decide(7))).containsExactly("start build/1 #1");
        assertThat(words(story.job("build", 1, succeeded(7, 8)).decide(9))).containsExactly("start deploy/1 #1");
    }

    @Test
    void a_gate_stays_open_for_the_batches_to_come_where_those_that_came_to_it_fell_out() {
        Story story = Story.of(inBatches().step("lint"))
                .job("build", 0, succeeded(0, 1))
                .job("lint", 0, failed(0, 3, 1))
                .opened("go", 2);
        Decision decision = story.decide(5);

        assertThat(words(decision)).containsExactly("start build/1 #1", "start lint/1 #1");
        assertThat(decision.report().gates()).singleElement().satisfies(gate -> {
            assertThat(gate.state()).isEqualTo(GateReport.State.WAITING);
            assertThat(gate.opened()).isEqualTo(at(2));
        });
        assertThat(words(story.closed("go", 2, true, 6)
                        .job("lint", 1, succeeded(5, 7))
                        .job("build", 1, succeeded(5, 8))
                        .decide(9)))
                .containsExactly("start deploy/1 #1");
    }

    @Test
    void a_no_is_for_the_batches_to_come_too() {
        Decision decision = Story.of(inBatches())
                .job("build", 0, succeeded(0, 1))
                .closed("go", 2, false, 4)
                .decide(5);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.REJECTED);
    }
}
