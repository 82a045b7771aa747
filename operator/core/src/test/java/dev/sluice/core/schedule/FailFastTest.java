package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.lost;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.seconds;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.stopping;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.waiting;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Retry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first failure stops what runs: siblings of a step, or the run (issue 4). */
class FailFastTest {

    private static final Retry NO_BUDGET = new Retry(0, 0, Optional.empty(), Duration.ZERO);

    private static PlanMaker four() {
        return plan().step("test", s -> s.parallelism(4).maxParallel(3).failFast());
    }

    @Test
    void the_first_failed_job_stops_its_siblings() {
        Story story = Story.of(four())
                .job("test", 0, running(1))
                .job("test", 1, failed(1, 2, 3))
                .job("test", 2, waiting(1));
        Decision decision = story.decide(3);
        assertThat(words(decision)).containsExactly("stop test/0 #1 FAIL_FAST", "stop test/2 #1 FAIL_FAST");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        assertThat(words(story.job("test", 0, stopping(3))
                        .job("test", 2, stopping(3))
                        .decide(4)))
                .isEmpty();
    }

    @Test
    void what_was_stopped_is_cancelled_and_the_step_says_why() {
        Decision decision = Story.of(four())
                .job("test", 0, failed(1, 4, Failure.Kind.INFRASTRUCTURE))
                .job("test", 1, failed(1, 2, 3))
                .job("test", 2, lost(4))
                .decide(5);
        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "test").jobs())
                .extracting(JobReport::state)
                .containsExactly(JobState.CANCELLED, JobState.FAILED, JobState.CANCELLED, JobState.SKIPPED);
        assertThat(step(decision, "test").message())
                .isEqualTo("exit code 3 in 1 of 4 jobs; 1 not started; 2 stopped, as test.1 failed");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.STEP_FAILED);
    }

    @Test
    void what_has_not_begun_never_does() {
        Decision decision = Story.of(four()).job("test", 1, failed(1, 2, 3)).decide(5);
        assertThat(step(decision, "test").count(JobState.SKIPPED)).isEqualTo(3);
    }

    @Test
    void one_that_ends_by_itself_before_it_is_stopped_has_its_own_end() {
        Decision decision = Story.of(four())
                .job("test", 0, succeeded(1, 2))
                .job("test", 1, failed(1, 2, 3))
                .job("test", 2, failed(1, 2, 4))
                .decide(5);
        assertThat(step(decision, "test").jobs())
                .extracting(JobReport::state)
                .containsExactly(JobState.SUCCEEDED, JobState.FAILED, JobState.FAILED, JobState.SKIPPED);
    }

    @Test
    void one_between_two_attempts_has_failed() {
        Decision decision = Story.of(plan().step("test", s -> s.parallelism(2)
                        .retry(new Retry(1, 3, Optional.empty(), seconds(60)))
                        .failFast()))
                .job("test", 0, 2, 0, failed(1, 2, 3))
                .job("test", 1, failed(1, 2, 4))
                .decide(5);
        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "test").message()).isEqualTo("exit code 3 in 1 of 2 jobs, exit code 4 in 1");
    }

    @Test
    void a_failure_that_is_tried_again_stops_nobody() {
        Decision decision = Story.of(
                        plan().step("test", s -> s.parallelism(2).retries(1).failFast()))
                .job("test", 0, failed(1, 2, 3))
                .job("test", 1, running(1))
                .decide(5);
        assertThat(words(decision)).containsExactly("start test/0 #2");
    }

    @Test
    void nor_does_a_soft_one() {
        Decision decision = Story.of(
                        plan().step("test", s -> s.parallelism(2).softFail().failFast()))
                .job("test", 0, failed(1, 2, 3))
                .job("test", 1, running(1))
                .decide(5);
        assertThat(words(decision)).isEmpty();
    }

    @Test
    void other_steps_are_let_finish() {
        Decision decision = Story.of(
                        plan().step("test", s -> s.parallelism(2).failFast()).step("aside"))
                .job("test", 0, failed(1, 2, 3))
                .job("test", 1, running(1))
                .job("aside", 0, running(1))
                .decide(5);
        assertThat(words(decision)).containsExactly("stop test/1 #1 FAIL_FAST");
    }

    @Test
    void a_step_that_may_fail_lets_its_dependents_go_on() {
        Decision decision = Story.of(
                        plan().step("test", s -> s.parallelism(2).mayFail().failFast())
                                .step("then", s -> s.after("test")))
                .job("test", 0, failed(1, 2, 3))
                .decide(5);
        assertThat(words(decision)).containsExactly("start then/0 #1");
    }

    @Test
    void a_failure_that_is_none_of_the_steps_stops_others_once_it_is_on_record() {
        PlanMaker plan = plan().step("test", s -> s.parallelism(3)
                .maxParallel(2)
                .mayFail()
                .retry(NO_BUDGET)
                .failFast());
        Decision first = Story.of(plan)
                .job("test", 0, failed(1, 2, Failure.Kind.INFRASTRUCTURE))
                .job("test", 1, running(1))
                .decide(5);
        assertThat(words(first)).isEmpty();
        assertThat(first.lookAgain()).contains(Story.at(6));
        Decision then = Story.of(plan)
                .settled("test", 0, JobState.FAILED)
                .job("test", 1, running(1))
                .decide(6);
        assertThat(words(then)).containsExactly("stop test/1 #1 FAIL_FAST");
        Decision last = Story.of(plan)
                .settled("test", 0, JobState.FAILED)
                .job("test", 1, failed(1, 7, Failure.Kind.INFRASTRUCTURE))
                .decide(8);
        assertThat(step(last, "test").jobs())
                .extracting(JobReport::state)
                .containsExactly(JobState.FAILED, JobState.CANCELLED, JobState.SKIPPED);
    }

    /** Once it is on record its step is over, and what comes after that goes first. */
    @Test
    void until_such_a_failure_is_on_record_no_free_place_is_given_away() {
        Story story = Story.of(plan().maxParallel(1)
                        .step(
                                "test",
                                s -> s.parallelism(2).mayFail().retry(NO_BUDGET).failFast())
                        .step("then", s -> s.after("test"))
                        .step("aside", s -> s.priority(-1)))
                .job("test", 0, failed(1, 2, Failure.Kind.INFRASTRUCTURE));
        Decision before = story.decide(5);
        assertThat(words(before)).isEmpty();
        assertThat(before.lookAgain()).contains(Story.at(6));
        assertThat(words(story.settled("test", 0, JobState.FAILED).decide(6))).containsExactly("start then/0 #1");
    }

    @Test
    void a_run_that_fails_fast_stops_all_that_the_failure_halts() {
        PlanMaker plan = plan().failFast()
                .step("a")
                .step("b", s -> s.parallelism(2).maxParallel(1))
                .step("c", s -> s.after("b"))
                .waitFor("w", true, "a")
                .step("clean", s -> s.after("w"));
        Decision decision = Story.of(plan)
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, running(1))
                .decide(3);
        assertThat(words(decision)).containsExactly("stop b/0 #1 FAIL_FAST", "start clean/0 #1");
        Decision then = Story.of(plan)
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, lost(4))
                .job("clean", 0, succeeded(4, 5))
                .decide(6);
        assertThat(step(then, "b").state()).isEqualTo(StepReport.State.CANCELLED);
        assertThat(step(then, "b").message()).isEqualTo("1 of 2 jobs not finished: stopped, as step a failed");
        assertThat(step(then, "c").message()).isEqualTo("not started: step a failed");
        assertThat(step(then, "w").state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(then.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(then.report().message()).isEqualTo("a failed: exit code 3");
    }

    @Test
    void a_step_that_may_fail_does_not_stop_the_run() {
        Decision decision = Story.of(
                        plan().failFast().step("a", s -> s.mayFail()).step("b"))
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, running(1))
                .decide(3);
        assertThat(words(decision)).isEmpty();
    }

    @Test
    void what_is_cancelled_on_record_is_no_sign_of_a_run_that_timed_out() {
        Decision decision = Story.of(plan().timeout(seconds(900))
                        .step("test", s -> s.parallelism(2).mayFail().failFast())
                        .step("then", s -> s.after("test")))
                .settled("test", 0, JobState.FAILED)
                .settled("test", 1, JobState.CANCELLED)
                .decide(5);
        assertThat(words(decision)).containsExactly("start then/0 #1");
    }

    @Test
    void a_cancellation_that_comes_when_all_was_stopped_changes_nothing() {
        Decision decision = Story.of(four())
                .settled("test", 0, JobState.CANCELLED)
                .settled("test", 1, JobState.FAILED)
                .settled("test", 2, JobState.CANCELLED)
                .settled("test", 3, JobState.CANCELLED)
                .cancelled()
                .decide(9);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.STEP_FAILED);
    }

    @Test
    void a_cancellation_while_it_stops_takes_the_rest_with_it() {
        Decision decision = Story.of(four().step("aside"))
                .job("test", 0, stopping(3))
                .job("test", 1, failed(1, 2, 3))
                .job("aside", 0, running(1))
                .cancelled()
                .decide(4);
        assertThat(words(decision)).containsExactly("stop aside/0 #1 RUN_ENDED");
        assertThat(decision.report().message()).startsWith("the run was cancelled");
    }

    /** Whether a wait behind what was stopped was told before the cancellation came is chance. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "behind what was stopped                                | false | b      | SKIPPED   | SKIPPED",
                "behind the failure too                                 | false | a b    | SKIPPED   | SKIPPED",
                "whatever is named first                                | false | b a    | SKIPPED   | SKIPPED",
                "one that shields got through                           | true  | a b    | SUCCEEDED | SUCCEEDED",
                "behind what the cancellation cut short                 | true  | clean  | PENDING   | CANCELLED",
                "behind both: the failure would have cut it short       | false | b after | PENDING   | SKIPPED",
                "named the other way round                              | false | after b | PENDING   | SKIPPED",
            })
    void a_cancellation_takes_nothing_back_of_what_a_failure_made_of_a_wait(
            String what, boolean shields, String dependencies, StepReport.State before, StepReport.State after) {
        PlanMaker plan = plan().failFast()
                .step("a")
                .step("b")
                .waitFor("w", true, "a")
                .step("clean", s -> s.after("w"))
                .step("after", s -> s.after("w"))
                .waitFor("looked-at", shields, dependencies.split(" "));
        Story story = Story.of(plan)
                .settled("a", 0, JobState.FAILED)
                .settled("b", 0, JobState.CANCELLED)
                .job("clean", 0, running(4))
                .job("after", 0, running(4));
        assertThat(step(story.decide(5), "looked-at").state()).isEqualTo(before);
        Decision decision = story.job("clean", 0, lost(7))
                .job("after", 0, lost(7))
                .cancelled()
                .decide(8);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(step(decision, "looked-at").state()).isEqualTo(after);
    }

    @Test
    void siblings_of_one_that_waited_too_long_are_stopped_once_that_is_on_record() {
        PlanMaker plan = plan().step(
                        "test", s -> s.parallelism(2).queueTimeout(seconds(30)).failFast());
        Decision first = Story.of(plan)
                .job("test", 0, waiting(0))
                .job("test", 1, running(0))
                .decide(30);
        assertThat(words(first)).isEmpty();
        Decision then = Story.of(plan)
                .settled("test", 0, JobState.FAILED)
                .job("test", 0, waiting(0))
                .job("test", 1, running(0))
                .decide(31);
        assertThat(words(then)).containsExactly("stop test/0 #1 QUEUE_TIMEOUT", "stop test/1 #1 FAIL_FAST");
    }

    /** It could start after all before that is on record; then nothing has failed, and its sibling is tried again. */
    @Test
    void what_only_a_failure_that_is_not_on_record_makes_final_stops_nobody_either() {
        Story story = Story.of(plan().failFast()
                        .step("test", s -> s.parallelism(2)
                                .queueTimeout(seconds(30))
                                .retry(new Retry(1, 0, Optional.empty(), seconds(60))))
                        .step("other"))
                .job("test", 0, failed(1, 2, 3))
                .job("test", 1, waiting(1))
                .job("other", 0, running(1));
        assertThat(words(story.decide(31))).isEmpty();
        assertThat(words(story.settled("test", 1, JobState.FAILED).decide(32))).contains("stop other/0 #1 FAIL_FAST");
    }
}
