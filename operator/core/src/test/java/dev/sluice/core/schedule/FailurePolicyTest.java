package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.stopping;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.waiting;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailurePolicyTest {

    @Test
    void a_failure_halts_also_what_does_not_depend_on_it() {
        Decision decision = Story.of(plan().step("a").step("b").step("c", s -> s.after("b")))
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, succeeded(1, 2))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "c").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "c").message()).isEqualTo("not started: step a failed");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
    }

    @Test
    void what_runs_is_let_finish() {
        Decision decision = Story.of(plan().step("a").step("b", s -> s.timeout(Story.seconds(60))))
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, running(1))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        assertThat(decision.report().message()).isEqualTo("a failed: exit code 3");
        assertThat(decision.lookAgain()).contains(Story.at(61));
    }

    @Test
    void the_failed_steps_other_jobs_are_not_started_either() {
        Decision decision = Story.of(plan().step("a", s -> s.parallelism(3).maxParallel(1)))
                .job("a", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "a").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(step(decision, "a").message()).isEqualTo("exit code 3 in 1 of 3 jobs; 2 not started");
    }

    @Test
    void retries_are_not_made_in_a_halted_run() {
        Decision decision = Story.of(plan().step("a").step("b", s -> s.retries(2)))
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, failed(1, 2, 1))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().message()).isEqualTo("a failed: exit code 3; b failed: exit code 1");
    }

    @Test
    void a_step_may_fail_where_it_says_so() {
        Decision decision = Story.of(plan().step("a", s -> s.mayFail()).step("b", s -> s.after("a")))
                .job("a", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).containsExactly("start b/0 #1");
    }

    @Test
    void a_step_that_may_fail_goes_on_with_its_other_jobs() {
        Decision decision = Story.of(
                        plan().step("a", s -> s.mayFail().parallelism(3).maxParallel(1)))
                .job("a", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).containsExactly("start a/1 #1");
    }

    @Test
    void a_wait_that_continues_shields_what_is_below_it() {
        Decision decision = Story.of(plan().step("a")
                        .waitFor("w", true, "a")
                        .step("clean", s -> s.after("w"))
                        .step("deep", s -> s.after("clean")))
                .job("a", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).containsExactly("start clean/0 #1");
        assertThat(step(decision, "w").state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(step(decision, "w").end()).contains(Story.at(2));
        assertThat(step(decision, "deep").message()).isEqualTo("waits for clean");
    }

    @Test
    void the_run_fails_all_the_same() {
        Decision decision = Story.of(plan().step("a").waitFor("w", true, "a").step("clean", s -> s.after("w")))
                .job("a", 0, failed(1, 2, 3))
                .job("clean", 0, succeeded(3, 4))
                .decide(5);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().message()).isEqualTo("a failed: exit code 3");
    }

    @Test
    void a_wait_that_was_gone_past_stays_so_when_what_is_below_it_fails() {
        Decision decision = Story.of(plan().step("a").waitFor("w", true, "a").step("clean", s -> s.after("w")))
                .job("a", 0, failed(1, 2, 3))
                .job("clean", 0, failed(3, 4, 1))
                .decide(5);

        assertThat(step(decision, "w").state()).isEqualTo(StepReport.State.SUCCEEDED);
    }

    @Test
    void it_does_not_shield_from_failures_beside_it() {
        Decision decision = Story.of(
                        plan().step("a").step("aside").waitFor("w", true, "a").step("clean", s -> s.after("w")))
                .job("a", 0, succeeded(1, 2))
                .job("aside", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "clean").state()).isEqualTo(StepReport.State.SKIPPED);
    }

    @Test
    void nor_from_failures_below_it() {
        Decision decision = Story.of(plan().step("a")
                        .waitFor("w", true, "a")
                        .step("clean", s -> s.after("w"))
                        .step("then", s -> s.after("clean")))
                .job("a", 0, succeeded(1, 2))
                .job("clean", 0, failed(3, 4, 1))
                .decide(5);

        assertThat(step(decision, "then").message()).isEqualTo("not started: step clean failed");
    }

    @Test
    void a_wait_lets_nothing_pass_after_a_failure() {
        Decision decision = Story.of(plan().step("a").waitFor("w", "a").step("b", s -> s.after("w")))
                .job("a", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(step(decision, "w").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "w").message()).isEqualTo("not started: step a failed");
        assertThat(step(decision, "b").state()).isEqualTo(StepReport.State.SKIPPED);
    }

    @Test
    void a_shielded_step_waits_for_all_before_it_not_only_for_the_skipped_one() {
        PlanMaker plan = plan().step("slow")
                .step("fails")
                .step("skipped", s -> s.after("slow", "fails"))
                .waitFor("w", true, "skipped")
                .step("clean", s -> s.after("w"));

        Decision decision = Story.of(plan)
                .job("slow", 0, running(1))
                .job("fails", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "w").state()).isEqualTo(StepReport.State.PENDING);

        Decision later = Story.of(plan)
                .job("slow", 0, succeeded(1, 9))
                .job("fails", 0, failed(1, 2, 3))
                .decide(10);
        assertThat(words(later)).containsExactly("start clean/0 #1");
    }

    @Test
    void a_retry_that_is_not_made_is_a_failure_that_reaches_further() {
        // The wait shields from a, not from b, whose retry a's failure prevents.
        Decision decision = Story.of(plan().step("a")
                        .step("b", s -> s.retries(1))
                        .waitFor("w", true, "a")
                        .step("clean", s -> s.after("w")))
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, failed(1, 2, 1))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "clean").message()).isEqualTo("not started: step b failed");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
    }

    @Test
    void what_never_started_fails_first_on_record_and_is_removed_then() {
        PlanMaker plan = plan().step("a", s -> s.queueTimeout(Story.seconds(30)).mayFail())
                .step("b", s -> s.after("a"));

        Decision first = Story.of(plan).job("a", 0, waiting(0)).decide(30);
        assertThat(words(first)).isEmpty();
        assertThat(step(first, "a").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(step(first, "a").message()).isEqualTo("did not start within 30s");
        assertThat(first.lookAgain()).contains(Story.at(31));

        Story story = Story.of(plan).settled("a", 0, JobState.FAILED);
        assertThat(words(story.job("a", 0, waiting(0)).decide(31)))
                .containsExactly("stop a/0 #1 QUEUE_TIMEOUT", "start b/0 #1");
        assertThat(words(story.job("a", 0, running(31)).decide(31)))
                .containsExactly("stop a/0 #1 LEFT_OVER", "start b/0 #1");
        assertThat(words(story.job("a", 0, stopping(31)).decide(32))).containsExactly("start b/0 #1");
    }
}
