package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What people read. */
class OutcomeTest {

    @Test
    void a_single_job_says_what_went_wrong_and_how_often_it_was_tried() {
        PlanMaker plan = plan().step("a", s -> s.retries(2));

        assertThat(Story.of(plan)
                        .job("a", 0, 3, 0, failed(1, 2, 3))
                        .decide(3)
                        .report()
                        .message())
                .isEqualTo("a failed: exit code 3 in the last of 3 attempts");
    }

    @Test
    void different_failures_are_counted() {
        Story story = Story.of(plan().step("a", s -> s.parallelism(9)));
        for (int i = 0; i < 9; i++) {
            story.job("a", i, i < 4 ? failed(1, 2, 3) : i < 6 ? failed(1, 2, 1) : failed(1, 2, 100 + i));
        }

        assertThat(story.decide(3).report().message())
                .isEqualTo("a failed: exit code 3 in 4 of 9 jobs, exit code 1 in 2, exit code 106 in 1, others in 2");
    }

    @Test
    void a_failure_of_which_only_the_record_is_left_is_told_as_far_as_it_is_known() {
        assertThat(Story.of(plan().step("a"))
                        .settled("a", 0, JobState.FAILED)
                        .decide(3)
                        .report()
                        .message())
                .isEqualTo("a failed");
        assertThat(Story.of(plan().step("a", s -> s.parallelism(3)))
                        .settled("a", 0, JobState.FAILED)
                        .settled("a", 1, JobState.SUCCEEDED)
                        .settled("a", 2, JobState.FAILED)
                        .decide(3)
                        .report()
                        .message())
                .isEqualTo("a failed: 2 of 3 jobs");
    }

    @Test
    void many_failed_steps_stay_one_line() {
        PlanMaker plan = plan();
        for (int i = 0; i < 5; i++) {
            plan.step("s" + i);
        }
        Story story = Story.of(plan);
        for (int i = 0; i < 5; i++) {
            story.job("s" + i, 0, failed(1, 2, 3));
        }

        assertThat(story.decide(3).report().message())
                .isEqualTo("s0 failed: exit code 3; s1 failed: exit code 3; s2 failed: exit code 3; and 2 more");
    }

    @Test
    void trouble_is_told_with_the_number_of_jobs_that_have_it() {
        Decision decision = Story.of(plan().step("a", s -> s.parallelism(3)))
                .job("a", 0, waiting(1, "no node has 64 cpus"))
                .job("a", 1, waiting(1, "no node has 64 cpus"))
                .job("a", 2, running(1))
                .decide(70);

        assertThat(decision.report().message()).isEqualTo("a: does not start: no node has 64 cpus in 2 of 3 jobs");
    }

    @Test
    void a_skipped_step_holds_back_what_comes_after_it_as_long_as_it_would_have_waited() {
        PlanMaker plan =
                plan().step("a").step("b", s -> s.after("a").skip("not now")).step("c", s -> s.after("b"));

        Decision before = Story.of(plan).job("a", 0, running(1)).decide(2);
        assertThat(step(before, "b").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(before.actions()).isEmpty();
        assertThat(Story.words(Story.of(plan).job("a", 0, succeeded(1, 2)).decide(3)))
                .containsExactly("start c/0 #1");
    }

    @Test
    void a_wait_ends_when_what_it_waits_for_has_ended() {
        Decision decision = Story.of(
                        plan().step("a").step("b").waitFor("w", "a", "b").waitFor("x", "w"))
                .job("a", 0, succeeded(1, 7))
                .job("b", 0, succeeded(2, 5))
                .decide(9);

        assertThat(step(decision, "w").start()).contains(Story.at(7));
        assertThat(step(decision, "w").end()).contains(Story.at(7));
        assertThat(step(decision, "x").end()).contains(Story.at(7));
    }

    @Test
    void a_step_lasts_from_its_first_job_to_its_last() {
        Decision decision = Story.of(plan().step("a", s -> s.parallelism(2)))
                .job("a", 0, succeeded(3, 4))
                .job("a", 1, succeeded(1, 9))
                .decide(10);

        assertThat(step(decision, "a").start()).contains(Story.at(1));
        assertThat(step(decision, "a").end()).contains(Story.at(9));
    }

    @Test
    void a_run_of_nothing_but_skipped_steps_and_waits_succeeds() {
        Decision decision =
                Story.of(plan().step("a", s -> s.skip("no")).waitFor("w", "a")).decide(0);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(decision.report().message()).isEqualTo("nothing to do: the step is skipped");
    }

    @Test
    void a_step_cut_short_by_a_failure_elsewhere_says_how_much_of_it_is_missing() {
        Decision decision = Story.of(
                        plan().step("a").step("b", s -> s.parallelism(3).maxParallel(1)))
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, succeeded(1, 2))
                .decide(3);

        assertThat(step(decision, "b").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "b").message()).isEqualTo("2 of 3 jobs not started: step a failed");
    }
}
