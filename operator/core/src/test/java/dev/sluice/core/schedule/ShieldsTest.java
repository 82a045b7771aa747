package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Steps that allow a failure, and what goes on with them. */
class ShieldsTest {

    @Test
    void a_step_runs_though_a_dependency_failed_that_may() {
        Decision decision = Story.of(
                        plan().step("lint").step("deploy", s -> s.after("lint").allowFailureOf("lint")))
                .job("lint", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(words(decision)).containsExactly("start deploy/0 #1");
    }

    @Test
    void the_run_fails_all_the_same() {
        Decision decision = Story.of(
                        plan().step("lint").step("deploy", s -> s.after("lint").allowFailureOf("lint")))
                .job("lint", 0, failed(1, 2, 3))
                .job("deploy", 0, succeeded(3, 4))
                .decide(5);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().message()).isEqualTo("lint failed: exit code 3");
    }

    @Test
    void what_comes_after_it_alone_goes_on_too() {
        Decision decision = Story.of(plan().step("lint")
                        .step("deploy", s -> s.after("lint").allowFailureOf("lint"))
                        .step("then", s -> s.after("deploy"))
                        .step("strict", s -> s.after("deploy", "lint"))
                        .step("aside"))
                .job("lint", 0, failed(1, 2, 3))
                .job("aside", 0, running(1))
                .job("deploy", 0, succeeded(3, 4))
                .decide(5);
        assertThat(words(decision)).containsExactly("start then/0 #1");
        assertThat(step(decision, "strict").message()).isEqualTo("not started: step lint failed");
    }

    @Test
    void what_it_needs_besides_is_not_halted() {
        PlanMaker plan = plan().step("lint")
                .step("fetch")
                .step("build", s -> s.after("fetch"))
                .step("aside", s -> s.after("fetch"))
                .step("deploy", s -> s.after("lint", "build").allowFailureOf("lint"));
        Decision decision = Story.of(plan)
                .job("lint", 0, failed(1, 2, 3))
                .job("fetch", 0, succeeded(1, 2))
                .decide(3);
        assertThat(words(decision)).containsExactly("start build/0 #1");
        assertThat(step(decision, "aside").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "deploy").message()).isEqualTo("waits for build");
    }

    @Test
    void a_failure_of_another_dependency_halts_it() {
        Decision decision = Story.of(plan().step("lint").step("build").step("deploy", s -> s.after("lint", "build")
                        .allowFailureOf("lint")))
                .job("lint", 0, succeeded(1, 2))
                .job("build", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(step(decision, "deploy").message()).isEqualTo("not started: step build failed");
    }

    @Test
    void a_failure_before_the_one_that_may_fail_is_allowed_with_it() {
        Decision decision = Story.of(
                        plan().step("fetch").step("lint", s -> s.after("fetch")).step("tell", s -> s.after("lint")
                                .allowFailureOf("lint")))
                .job("fetch", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(words(decision)).containsExactly("start tell/0 #1");
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.SKIPPED);
    }

    @Test
    void but_not_where_it_reaches_the_step_on_another_way() {
        Decision decision = Story.of(plan().step("fetch")
                        .step("lint", s -> s.after("fetch"))
                        .step("build", s -> s.after("fetch"))
                        .step("deploy", s -> s.after("lint", "build").allowFailureOf("lint")))
                .job("fetch", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(words(decision)).isEmpty();
    }

    @Test
    void all_that_is_waited_for_may_fail_where_the_step_says_so() {
        PlanMaker plan = plan().step("a")
                .step("b")
                .waitFor("w", "a", "b")
                .step("report", s -> s.after("w").allowDependencyFailure())
                .step("deploy", s -> s.after("w"));
        Decision decision = Story.of(plan)
                .job("a", 0, failed(1, 2, 3))
                .job("b", 0, succeeded(1, 2))
                .decide(3);
        assertThat(words(decision)).containsExactly("start report/0 #1");
        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.SKIPPED);
    }

    @Test
    void what_may_fail_is_not_begun_for_its_sake() {
        Decision decision = Story.of(plan().maxParallel(1).step("a").step("b").step("report", s -> s.after("a", "b")
                        .allowDependencyFailure()))
                .job("a", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(words(decision)).containsExactly("start report/0 #1");
        assertThat(step(decision, "b").state()).isEqualTo(StepReport.State.SKIPPED);
    }

    @Test
    void a_step_beside_the_failure_is_halted_whatever_it_allows() {
        Decision decision = Story.of(
                        plan().step("a").step("b").step("c", s -> s.after("b").allowDependencyFailure()))
                .job("a", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(words(decision)).isEmpty();
    }

    @Test
    void it_waits_for_the_end_of_what_may_fail() {
        Decision decision = Story.of(plan().step("lint", s -> s.parallelism(2))
                        .step("deploy", s -> s.after("lint").allowFailureOf("lint")))
                .job("lint", 0, failed(1, 2, 3))
                .job("lint", 1, running(1))
                .decide(3);
        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "deploy").message()).isEqualTo("waits for lint");
    }

    @Test
    void a_failure_goes_past_waits_that_let_it_and_no_further_than_the_next_plain_one() {
        PlanMaker plan = plan().step("first")
                .waitFor("lets", true, "first")
                .step("always", s -> s.after("lets"))
                .waitFor("lets-too", true, "lets", "always")
                .step("always-too", s -> s.after("lets-too"))
                .waitFor("plain", false, "lets-too", "always-too")
                .step("never", s -> s.after("plain"))
                .waitFor("lets-nothing", true, "plain", "never")
                .step("never-too", s -> s.after("lets-nothing"));
        Story story = Story.of(plan).job("first", 0, failed(1, 2, 3));
        assertThat(words(story.decide(3))).containsExactly("start always/0 #1");
        story.job("always", 0, succeeded(3, 4));
        assertThat(words(story.decide(4))).containsExactly("start always-too/0 #1");
        Decision last = story.job("always-too", 0, succeeded(4, 5)).decide(5);
        assertThat(words(last)).isEmpty();
        assertThat(last.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(step(last, "never").message()).isEqualTo("not started: step first failed");
        assertThat(step(last, "never-too").message()).isEqualTo("not started: step first failed");
    }

    @Test
    void a_plain_wait_that_is_skipped_stops_no_failure_that_another_lets_by() {
        PlanMaker plan = plan().step("first")
                .waitFor("lets", true, "first")
                .step("always", s -> s.after("lets"))
                .skippedWait("plain", false, "lets", "always")
                .step("always-too", s -> s.after("plain"));
        Decision decision = Story.of(plan)
                .job("first", 0, failed(1, 2, 3))
                .job("always", 0, succeeded(3, 4))
                .decide(4);
        assertThat(words(decision)).containsExactly("start always-too/0 #1");
    }

    @Test
    void a_wait_that_got_through_is_not_taken_back_by_what_fails_beside_it_since() {
        Story story = Story.of(plan().step("lint").waitFor("lets", true, "lint").step("aside"))
                .job("lint", 0, failed(1, 2, 3))
                .job("aside", 0, running(1));
        assertThat(step(story.decide(3), "lets").state()).isEqualTo(StepReport.State.SUCCEEDED);
        Decision later = story.job("aside", 0, failed(1, 9, 3)).decide(9);
        assertThat(step(later, "lets").state()).isEqualTo(StepReport.State.SUCCEEDED);
    }

    @Test
    void nor_by_a_no_beside_it() {
        Story story = Story.of(plan().step("lint")
                        .step("build")
                        .waitFor("lets", true, "lint", "build")
                        .gate("ask")
                        .step("deploy", s -> s.after("lint", "ask").allowFailureOf("lint")))
                .job("lint", 0, failed(1, 2, 3))
                .opened("ask", 0);
        assertThat(step(story.decide(3), "lets").state()).isEqualTo(StepReport.State.SUCCEEDED);
        Decision later = story.closed("ask", 0, false, 9).decide(9);
        assertThat(step(later, "build").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(later, "lets").state()).isEqualTo(StepReport.State.SUCCEEDED);
    }

    @Test
    void a_wait_is_cut_short_where_a_failure_beside_it_kept_what_is_before_it_from_running() {
        PlanMaker plan =
                plan().step("first").step("build", s -> s.after("first")).waitFor("lets", true, "build");
        Decision decision = Story.of(plan.step("aside"))
                .job("first", 0, succeeded(1, 2))
                .job("aside", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(step(decision, "build").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "lets").state()).isEqualTo(StepReport.State.SKIPPED);
    }
}
