package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.lost;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.stopping;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.waiting;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whole decisions, as stories. What each policy says in detail stands in its own test. */
class SchedulerTest {

    @Test
    void a_chain_starts_with_its_first_step() {
        Decision decision = Story.of(chain()).decide(0);

        assertThat(words(decision)).containsExactly("start build/0 #1");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        assertThat(step(decision, "test").message()).isEqualTo("waits for build");
        assertThat(decision.lookAgain()).isEmpty();
    }

    @Test
    void what_is_there_is_not_started_again() {
        Decision decision = Story.of(chain()).job("build", 0, running(1)).decide(5);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().message()).isEqualTo("running build");
        assertThat(step(decision, "build").state()).isEqualTo(StepReport.State.RUNNING);
        assertThat(step(decision, "build").start()).contains(Story.at(1));
    }

    @Test
    void a_step_follows_when_the_one_before_has_ended() {
        Decision decision = Story.of(chain()).job("build", 0, succeeded(1, 9)).decide(10);

        assertThat(words(decision)).containsExactly("start test/0 #1");
        assertThat(step(decision, "build").end()).contains(Story.at(9));
    }

    @Test
    void a_run_whose_record_alone_is_left_goes_on_from_it() {
        Decision decision =
                Story.of(chain()).settled("build", 0, JobState.SUCCEEDED).decide(10);

        assertThat(words(decision)).containsExactly("start test/0 #1");
    }

    @Test
    void all_done_is_said_in_one_line() {
        Decision decision = Story.of(chain().step("docs", s -> s.skip("nothing to write")))
                .job("build", 0, succeeded(1, 9))
                .job("test", 0, succeeded(10, 12))
                .decide(13);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.SUCCEEDED);
        assertThat(decision.report().message()).isEqualTo("2 steps succeeded, 1 skipped");
        assertThat(step(decision, "docs").message()).isEqualTo("nothing to write");
        assertThat(decision.lookAgain()).isEmpty();
    }

    @Test
    void a_failure_names_the_step_the_code_and_how_many_jobs() {
        Decision decision = Story.of(plan().step("smoke", s -> s.parallelism(4)))
                .job("smoke", 0, failed(1, 2, 3))
                .job("smoke", 1, succeeded(1, 2))
                .job("smoke", 2, failed(1, 2, 3))
                .job("smoke", 3, succeeded(1, 2))
                .decide(3);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.STEP_FAILED);
        assertThat(decision.report().message()).isEqualTo("smoke failed: exit code 3 in 2 of 4 jobs");
    }

    @Test
    void a_step_that_may_fail_lets_the_run_succeed_with_failures() {
        Decision decision = Story.of(plan().step("lint", s -> s.mayFail()).step("test", s -> s.after("lint")))
                .job("lint", 0, failed(1, 2, 1))
                .job("test", 0, succeeded(3, 4))
                .decide(5);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.COMPLETED_WITH_FAILURES);
        assertThat(decision.report().message()).isEqualTo("lint failed: exit code 1");
    }

    @Test
    void an_image_that_cant_be_pulled_is_named_in_the_step_and_in_the_run() {
        Decision decision = Story.of(chain())
                .job("build", 0, waiting(1, "image \"no/such:1\" can't be pulled: not found"))
                .decide(40);

        String trouble = "does not start: image \"no/such:1\" can't be pulled: not found";
        assertThat(step(decision, "build").message()).isEqualTo(trouble);
        assertThat(decision.report().message()).isEqualTo("build: " + trouble);
        assertThat(step(decision, "build").jobs().get(0).trouble()).isPresent();
    }

    @Test
    void a_cancelled_run_stops_what_runs_and_starts_nothing() {
        Decision decision =
                Story.of(chain()).job("build", 0, running(1)).cancelled().decide(5);

        assertThat(words(decision)).containsExactly("stop build/0 #1 RUN_ENDED");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        assertThat(decision.report().message()).isEqualTo("the run was cancelled: 1 job being stopped");
        assertThat(step(decision, "test").state()).isEqualTo(StepReport.State.CANCELLED);
        assertThat(step(decision, "test").message()).isEqualTo("not started: the run was cancelled");
    }

    @Test
    void a_cancelled_run_has_ended_once_what_ran_is_gone() {
        Story story = Story.of(chain()).cancelled();

        assertThat(words(story.job("build", 0, stopping(6)).decide(7))).isEmpty();
        Decision decision = story.job("build", 0, lost(8)).decide(8);
        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(decision.report().message()).isEqualTo("the run was cancelled: 2 of 2 jobs not finished");
        assertThat(step(decision, "build").message()).isEqualTo("not finished: the run was cancelled");
    }

    @Test
    void a_run_that_outlives_its_timeout_fails() {
        PlanMaker plan = chain().timeout(Duration.ofMinutes(90));

        Decision before = Story.of(plan).job("build", 0, running(1)).decide(5399);
        assertThat(words(before)).isEmpty();
        assertThat(before.lookAgain()).contains(Story.at(5400));

        Decision then = Story.of(plan).job("build", 0, running(1)).decide(5400);
        assertThat(words(then)).containsExactly("stop build/0 #1 RUN_ENDED");

        Decision after = Story.of(plan).job("build", 0, lost(5402)).decide(5402);
        assertThat(after.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(after.report().reason()).isEqualTo(Report.Reason.TIMED_OUT);
        assertThat(after.report().message()).isEqualTo("the run timed out after 1h30m: 2 of 2 jobs not finished");
    }

    private static PlanMaker chain() {
        return plan().step("build").step("test", s -> s.after("build"));
    }
}
