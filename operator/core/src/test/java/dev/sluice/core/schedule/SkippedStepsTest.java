package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What becomes of what depends on a step that is skipped: it goes on as if that step had succeeded, and never sooner. */
class SkippedStepsTest {

    private static final String WHY = "branch feature/x matches none of [main]";

    @Test
    void what_depends_on_a_skipped_step_alone_starts_at_once() {
        Decision decision = Story.of(plan().step("a", s -> s.skip(WHY)).step("b", s -> s.after("a")))
                .decide(1);

        assertThat(words(decision)).containsExactly("start b/0 #1");
        assertThat(step(decision, "a").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "a").message()).isEqualTo(WHY);
    }

    @Test
    void through_a_chain_of_skipped_steps_it_waits_for_what_the_first_of_them_waits_for() {
        PlanMaker plan = plan().step("build")
                .step("test", s -> s.after("build").skip(WHY))
                .step("stage", s -> s.after("test").skip(WHY))
                .skippedWait("w", false, "stage")
                .step("deploy", s -> s.after("w"));

        Decision early = Story.of(plan).job("build", 0, running(1)).decide(2);
        assertThat(words(early)).isEmpty();
        assertThat(step(early, "deploy").message()).isEqualTo("waits for w");

        Decision later = Story.of(plan).job("build", 0, succeeded(1, 2)).decide(3);
        assertThat(words(later)).containsExactly("start deploy/0 #1");
    }

    @Test
    void it_is_halted_by_a_failure_before_the_skipped_step() {
        Decision decision = Story.of(plan().step("build")
                        .step("test", s -> s.after("build").skip(WHY))
                        .step("deploy", s -> s.after("test")))
                .job("build", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "test").message()).isEqualTo(WHY);
        assertThat(step(decision, "deploy").message()).isEqualTo("not started: step build failed");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
    }

    @Test
    void a_wait_behind_a_skipped_step_says_that_it_was_cut_short() {
        Decision decision = Story.of(plan().step("build")
                        .step("test", s -> s.after("build").skip(WHY))
                        .step("lint", s -> s.after("test").skip(WHY))
                        .waitFor("w", "lint"))
                .job("build", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(step(decision, "w").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "w").message()).isEqualTo("not started: step build failed");
    }

    @Test
    void a_failure_that_is_allowed_passes_by_a_skipped_step() {
        Decision decision = Story.of(plan().step("build", s -> s.mayFail())
                        .step("test", s -> s.after("build").skip(WHY))
                        .step("deploy", s -> s.after("test")))
                .job("build", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).containsExactly("start deploy/0 #1");
    }

    @Test
    void a_skipped_wait_shields_from_no_failure() {
        Decision decision = Story.of(
                        plan().step("build").skippedWait("w", true, "build").step("clean", s -> s.after("w")))
                .job("build", 0, failed(1, 2, 3))
                .decide(3);

        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, "clean").message()).isEqualTo("not started: step build failed");
    }

    @Test
    void its_outputs_are_empty() {
        Decision decision = Story.of(plan().step("a", s -> s.skip(WHY).outputs("url"))
                        .step("b", s -> s.after("a").task("[${steps.a.outputs.url}]")))
                .decide(1);

        assertThat(((Action.Start) decision.actions().get(0)).assignment().environment())
                .containsEntry("SLUICE_TASK", "[]")
                .containsEntry("SLUICE_OUTPUTS_A_URL", "");
    }

    @Test
    void a_run_with_nothing_to_do_succeeds_and_says_so() {
        Report report = Story.of(
                        plan().step("a", s -> s.skip(WHY)).waitFor("w", "a").step("b", s -> s.after("w")
                                .skip(WHY)))
                .decide(1)
                .report();

        assertThat(report.phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(report.message()).isEqualTo("nothing to do: all 2 steps are skipped");
        assertThat(Story.of(plan().step("a", s -> s.skip(WHY)))
                        .decide(1)
                        .report()
                        .message())
                .isEqualTo("nothing to do: the step is skipped");
    }

    @Test
    void where_some_ran_they_are_counted() {
        Report report = Story.of(plan().step("a", s -> s.skip(WHY)).step("b"))
                .job("b", 0, succeeded(1, 2))
                .decide(3)
                .report();

        assertThat(report.message()).isEqualTo("1 step succeeded, 1 skipped");
    }

    @Test
    void cancelled_before_anything_began_it_is_skipped_all_the_same() {
        Decision decision = Story.of(plan().step("a", s -> s.skip(WHY)).step("b", s -> s.after("a")))
                .cancelled()
                .decide(1);

        assertThat(step(decision, "a").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "b").state()).isEqualTo(StepReport.State.CANCELLED);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
    }
}
