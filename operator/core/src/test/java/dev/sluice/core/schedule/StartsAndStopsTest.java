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
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits, retries when they are due, timeouts and early ends, as far as they start and stop attempts. */
class StartsAndStopsTest {

    @ParameterizedTest(name = "limit {0}, {1} present: room for {2}")
    @CsvSource({",0,2147483647", ",9,2147483647", "3,0,3", "3,2,1", "3,3,0", "3,5,0"})
    void room(Integer limit, int present, int expected) {
        OptionalInt most = limit == null ? OptionalInt.empty() : OptionalInt.of(limit);

        assertThat(ParallelLimits.room(most, present)).isEqualTo(expected);
    }

    @Test
    void steps_take_places_in_the_pipelines_order_and_jobs_by_index() {
        PlanMaker plan = plan().maxParallel(3).step("b", s -> s.parallelism(2)).step("a", s -> s.parallelism(2));

        Decision decision = Story.of(plan).decide(0);

        assertThat(words(decision)).containsExactly("start b/0 #1", "start b/1 #1", "start a/0 #1");
    }

    @Test
    void higher_priorities_take_places_first_and_retries_have_their_steps() {
        PlanMaker plan = plan().maxParallel(3)
                .step("low", s -> s.priority(-1).parallelism(2))
                .step("middle", s -> s.parallelism(2))
                .step("high", s -> s.priority(5).parallelism(2).retries(1))
                .step("later", s -> s.priority(9).after("low"));
        assertThat(words(Story.of(plan).decide(0)))
                .containsExactly("start high/0 #1", "start high/1 #1", "start middle/0 #1");
        assertThat(words(Story.of(plan)
                        .job("high", 0, failed(0, 1, 1))
                        .job("high", 1, running(0))
                        .job("middle", 0, running(0))
                        .decide(2)))
                .containsExactly("start high/0 #2");
    }

    @Test
    void a_steps_own_limit_leaves_places_to_others() {
        PlanMaker plan = plan().maxParallel(3)
                .step("b", s -> s.parallelism(4).maxParallel(1))
                .step("a", s -> s.parallelism(4));

        assertThat(words(Story.of(plan).decide(0))).containsExactly("start b/0 #1", "start a/0 #1", "start a/1 #1");
    }

    @Test
    void whatever_is_there_takes_a_place() {
        Decision decision = Story.of(plan().maxParallel(3).step("a", s -> s.parallelism(9)))
                .job("a", 0, waiting(0))
                .job("a", 1, stopping(1))
                .settled("a", 2, JobState.FAILED)
                .job("a", 2, running(1))
                .decide(5);

        assertThat(words(decision)).containsExactly("stop a/2 #1 LEFT_OVER");
    }

    @Test
    void a_job_between_two_attempts_takes_none() {
        Retry retry = new Retry(1, 0, Optional.empty(), seconds(60));
        Decision decision = Story.of(
                        plan().maxParallel(1).step("a", s -> s.retry(retry).parallelism(2)))
                .job("a", 0, failed(0, 5, 1))
                .decide(6);

        assertThat(words(decision)).containsExactly("start a/1 #1");
        assertThat(decision.lookAgain()).contains(Story.at(65));
        assertThat(step(decision, "a").message()).isEqualTo("to be tried again: exit code 1 in 1 of 2 jobs");
    }

    @Test
    void a_step_that_finds_no_place_says_so() {
        Decision decision = Story.of(plan().maxParallel(1).step("a").step("b"))
                .job("a", 0, running(1))
                .decide(5);

        assertThat(step(decision, "b").message())
                .isEqualTo("held back: as many jobs as the run's maxParallel allows are active");
    }

    @Test
    void a_further_attempt_carries_its_history() {
        PlanMaker plan = plan().step("a", s -> s.retries(1));

        assertThat(words(Story.of(plan).job("a", 0, failed(0, 5, 1)).decide(6))).containsExactly("start a/0 #2");
        assertThat(words(Story.of(plan).job("a", 0, lost(5)).decide(6))).containsExactly("start a/0 #2 after 1 lost");
        assertThat(words(Story.of(plan).job("a", 0, 2, 1, failed(0, 5, 1)).decide(6)))
                .containsExactly("start a/0 #3 after 1 lost");
    }

    @Test
    void nothing_starts_in_place_of_one_that_is_being_stopped() {
        assertThat(words(Story.of(plan().step("a")).job("a", 0, stopping(1)).decide(900)))
                .isEmpty();
    }

    @Test
    void a_backoff_is_waited_for() {
        PlanMaker plan = plan().step("a", s -> s.retry(new Retry(1, 0, Optional.empty(), seconds(10))));

        Decision before = Story.of(plan).job("a", 0, failed(0, 5, 1)).decide(14);
        assertThat(words(before)).isEmpty();
        assertThat(before.lookAgain()).contains(Story.at(15));

        Decision then = Story.of(plan).job("a", 0, failed(0, 5, 1)).decide(15);
        assertThat(words(then)).containsExactly("start a/0 #2");
        assertThat(then.lookAgain()).isEmpty();
    }

    @Test
    void an_attempt_that_outruns_its_timeout_is_stopped() {
        PlanMaker plan = plan().step("a", s -> s.timeout(seconds(60)));

        Decision before = Story.of(plan).job("a", 0, running(1)).decide(60);
        assertThat(words(before)).isEmpty();
        assertThat(before.lookAgain()).contains(Story.at(61));

        Decision then = Story.of(plan).job("a", 0, running(1)).decide(61);
        assertThat(words(then)).containsExactly("stop a/0 #1 TIMEOUT");
        assertThat(then.lookAgain()).isEmpty();
        assertThat(words(Story.of(plan).job("a", 0, stopping(61)).decide(62))).isEmpty();
    }

    @Test
    void the_wait_for_a_start_does_not_count_as_run() {
        PlanMaker plan = plan().step("a", s -> s.timeout(seconds(60)));

        assertThat(words(Story.of(plan).job("a", 0, waiting(1)).decide(900))).isEmpty();
    }

    @Test
    void the_next_look_is_at_whatever_comes_first() {
        PlanMaker plan = plan().timeout(seconds(500))
                .step("a", s -> s.timeout(seconds(100)))
                .step("b", s -> s.queueTimeout(seconds(50)))
                .step("c");

        assertThat(Story.of(plan).decide(0).lookAgain()).contains(Story.at(500));
        assertThat(Story.of(plan).job("a", 0, running(10)).decide(11).lookAgain())
                .contains(Story.at(110));
        assertThat(Story.of(plan)
                        .job("a", 0, running(10))
                        .job("b", 0, waiting(10))
                        .decide(11)
                        .lookAgain())
                .contains(Story.at(60));
    }

    @Test
    void a_cancelled_run_with_nothing_left_to_do_ends_as_it_would_have() {
        PlanMaker plan = plan().step("a").step("b", s -> s.after("a"));

        Decision done = Story.of(plan)
                .job("a", 0, succeeded(1, 2))
                .job("b", 0, succeeded(3, 4))
                .cancelled()
                .decide(5);
        assertThat(done.report().phase()).isEqualTo(Report.Phase.SUCCEEDED);

        Decision failed =
                Story.of(plan).job("a", 0, failed(1, 2, 3)).cancelled().decide(5);
        assertThat(failed.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(failed.report().reason()).isEqualTo(Report.Reason.STEP_FAILED);
    }

    @Test
    void a_cancelled_run_makes_no_retries() {
        Decision decision = Story.of(plan().step("a", s -> s.retries(3)))
                .job("a", 0, failed(1, 2, 3))
                .cancelled()
                .decide(5);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
    }

    @Test
    void a_person_who_cancels_a_run_that_timed_out_has_the_last_word() {
        Decision decision = Story.of(plan().timeout(seconds(10)).step("a"))
                .job("a", 0, running(1))
                .cancelled()
                .decide(11);

        assertThat(decision.report().message()).startsWith("the run was cancelled");
    }

    @Test
    void what_is_cancelled_on_record_stays_so_when_a_clock_is_set_back() {
        Decision decision = Story.of(plan().timeout(seconds(10)).step("a").step("b"))
                .settled("a", 0, JobState.CANCELLED)
                .decide(9);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.TIMED_OUT);
    }

    @Test
    void what_is_left_of_an_ended_run_is_removed() {
        Decision decision = Story.of(plan().step("a"))
                .settled("a", 0, JobState.CANCELLED)
                .job("a", 0, running(1))
                .cancelled()
                .decide(9);

        assertThat(words(decision)).containsExactly("stop a/0 #1 LEFT_OVER");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
    }

    @ParameterizedTest(name = "priority {0}")
    @CsvSource({"0, start deploy/0 #1", "-2, start aside/0 #1"})
    void a_place_is_kept_for_what_comes_first_once_a_failure_is_on_record(int priority, String starts) {
        Story story = Story.of(plan().maxParallel(2)
                        .step("aside", s -> s.priority(-1))
                        .step("test", s -> s.parallelism(2).mayFail().queueTimeout(seconds(30)))
                        .step("deploy", s -> s.after("test").priority(priority)))
                .job("test", 0, waiting(0))
                .job("test", 1, succeeded(0, 5));
        List<String> before = words(story.decide(30));
        assertThat(before).isEqualTo(priority == 0 ? List.of() : List.of(starts));
        assertThat(story.decide(30).lookAgain()).contains(Story.at(31));
        assertThat(words(story.settled("test", 0, JobState.FAILED).decide(31)))
                .containsExactly("stop test/0 #1 QUEUE_TIMEOUT", starts);
    }
}
