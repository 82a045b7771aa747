package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.lost;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.SoftFail;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures that do not count as one (A2). */
class SoftFailuresTest {

    @ParameterizedTest(name = "{0}, exit code {1}, where {2} are soft: {3}")
    @CsvSource({
        "STEP,           1,  '',    true",
        "STEP,           ,   '',    true",
        "TIMEOUT,        ,   '',    true",
        "INFRASTRUCTURE, ,   '',    false",
        "INFRASTRUCTURE, 1,  '',    false",
        "QUEUE_TIMEOUT,  ,   '',    false",
        "UNSTARTABLE,    ,   '',    false",
        "STEP,           3,  '3 4', true",
        "STEP,           4,  '3 4', true",
        "STEP,           1,  '3 4', false",
        "STEP,           ,   '3 4', false",
        "TIMEOUT,        3,  '3 4', false",
        "INFRASTRUCTURE, 3,  '3 4', false",
    })
    void soft(Failure.Kind kind, Integer code, String listed, boolean expected) {
        SoftFail rule = new SoftFail(
                listed.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Arrays.stream(listed.split(" "))
                                .map(Integer::valueOf)
                                .collect(Collectors.toSet())));
        OptionalInt exitCode = code == null ? OptionalInt.empty() : OptionalInt.of(code);
        assertThat(SoftFailures.soft(rule, new Failure(kind, exitCode, ""))).isEqualTo(expected);
    }

    @Test
    void what_depends_on_a_soft_failure_goes_on_and_the_run_succeeds() {
        PlanMaker plan = plan().step("lint", s -> s.softFail(3)).step("build", s -> s.after("lint"));
        Decision decision = Story.of(plan).job("lint", 0, failed(1, 2, 3)).decide(3);
        assertThat(words(decision)).containsExactly("start build/0 #1");
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.SOFT_FAILED);
        assertThat(step(decision, "lint").message()).isEqualTo("exit code 3");
        Decision end = Story.of(plan)
                .job("lint", 0, failed(1, 2, 3))
                .job("build", 0, succeeded(3, 4))
                .decide(5);
        assertThat(end.report().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(end.report().reason()).isEqualTo(Report.Reason.SUCCEEDED);
        assertThat(end.report().message()).isEqualTo("1 step succeeded; lint failed softly: exit code 3");
    }

    @Test
    void an_exit_code_that_is_not_listed_counts() {
        Decision decision = Story.of(plan().step("lint", s -> s.softFail(3)))
                .job("lint", 0, failed(1, 2, 1))
                .decide(3);
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
    }

    @Test
    void budgets_come_first() {
        PlanMaker plan = plan().step("lint", s -> s.softFail().retries(1));
        assertThat(words(Story.of(plan).job("lint", 0, failed(1, 2, 3)).decide(3)))
                .containsExactly("start lint/0 #2");
        Decision then = Story.of(plan).job("lint", 0, 2, 0, failed(4, 5, 3)).decide(6);
        assertThat(words(then)).isEmpty();
        assertThat(step(then, "lint").message()).isEqualTo("exit code 3 in the last of 2 attempts");
        assertThat(step(then, "lint").state()).isEqualTo(StepReport.State.SOFT_FAILED);
    }

    @Test
    void a_retry_that_a_halted_run_does_not_make_is_soft_too() {
        Decision decision = Story.of(
                        plan().step("a").step("lint", s -> s.softFail().retries(1)))
                .job("a", 0, failed(1, 2, 1))
                .job("lint", 0, failed(1, 2, 3))
                .decide(3);
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.SOFT_FAILED);
        assertThat(decision.report().message()).isEqualTo("a failed: exit code 1");
    }

    @Test
    void one_hard_failure_makes_the_step_fail() {
        Decision decision = Story.of(plan().step("lint", s -> s.softFail(3).parallelism(4)))
                .job("lint", 0, failed(1, 2, 3))
                .job("lint", 1, failed(1, 2, 1))
                .job("lint", 2, failed(1, 2, 3))
                .job("lint", 3, succeeded(1, 2))
                .decide(3);
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(step(decision, "lint").message()).isEqualTo("exit code 1 in 1 of 4 jobs; 2 failed softly");
        assertThat(step(decision, "lint").count(JobState.SOFT_FAILED)).isEqualTo(2);
    }

    @Test
    void a_soft_failure_among_successes_is_told_with_its_number() {
        Decision decision = Story.of(plan().step("lint", s -> s.softFail().parallelism(2)))
                .job("lint", 0, failed(1, 2, 3))
                .job("lint", 1, succeeded(1, 2))
                .decide(3);
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.SOFT_FAILED);
        assertThat(decision.report().message())
                .isEqualTo("0 steps succeeded; lint failed softly: exit code 3 in 1 of 2 jobs");
    }

    @Test
    void a_lost_attempt_is_never_soft() {
        Decision decision = Story.of(plan().step("lint", s -> s.softFail()
                        .retry(new dev.sluice.core.model.Retry(0, 0, Optional.empty(), java.time.Duration.ZERO))))
                .job("lint", 0, lost(2))
                .decide(3);
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.FAILED);
    }

    @Test
    void what_is_on_record_stays_soft_when_nothing_else_is_left_of_it() {
        PlanMaker plan = plan().step("lint", s -> s.softFail(3)).step("build", s -> s.after("lint"));
        Decision decision =
                Story.of(plan).settled("lint", 0, JobState.SOFT_FAILED).decide(9);
        assertThat(words(decision)).containsExactly("start build/0 #1");
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.SOFT_FAILED);
    }

    @Test
    void what_is_on_record_as_failed_stays_so() {
        Decision decision = Story.of(plan().step("lint", s -> s.softFail()))
                .settled("lint", 0, JobState.FAILED)
                .job("lint", 0, failed(1, 2, 3))
                .decide(9);
        assertThat(step(decision, "lint").state()).isEqualTo(StepReport.State.FAILED);
    }
}
