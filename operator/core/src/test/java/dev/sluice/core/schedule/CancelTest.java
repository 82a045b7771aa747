package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.lost;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.seconds;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.stopping;
import static dev.sluice.core.schedule.Story.waiting;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Retry;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rows of docs/decisions/cancel.md that no other test has. */
class CancelTest {

    @Test
    void accepted_and_nothing_begun() {
        Decision decision = Story.of(plan().step("a", s -> s.parallelism(2)).step("b", s -> s.after("a")))
                .cancelled()
                .decide(0);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(decision.report().message()).isEqualTo("the run was cancelled: 3 of 3 jobs not finished");
        assertThat(step(decision, "a").state()).isEqualTo(StepReport.State.CANCELLED);
    }

    @Test
    void an_attempt_waits_for_its_start_longer_than_it_may() {
        PlanMaker plan = plan().step("a", s -> s.queueTimeout(seconds(30)));
        Decision decision = Story.of(plan).job("a", 0, waiting(0)).cancelled().decide(40);

        assertThat(words(decision)).containsExactly("stop a/0 #1 RUN_ENDED");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        Decision gone = Story.of(plan).job("a", 0, lost(41)).cancelled().decide(42);
        assertThat(gone.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(step(gone, "a").count(JobState.CANCELLED)).isEqualTo(1);
    }

    @Test
    void in_backoff() {
        Retry retry = new Retry(3, 3, Optional.empty(), seconds(60));
        Decision decision = Story.of(plan().step("a", s -> s.retry(retry)))
                .job("a", 0, failed(1, 2, 3))
                .cancelled()
                .decide(5);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.lookAgain()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(step(decision, "a").jobs().get(0).attempts()).isEqualTo(1);
    }

    @Test
    void halted_by_a_failure_while_something_runs() {
        PlanMaker plan = plan().step("a")
                .step("b", s -> s.parallelism(2).maxParallel(1))
                .step("c", s -> s.after("a"))
                .waitFor("w", "a")
                .step("d", s -> s.after("w"));
        Story story = Story.of(plan).job("a", 0, failed(1, 2, 3)).cancelled();
        assertThat(words(story.job("b", 0, running(1)).decide(3))).containsExactly("stop b/0 #1 RUN_ENDED");
        Decision decision = story.job("b", 0, lost(4)).decide(5);

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(step(decision, "a").state()).isEqualTo(StepReport.State.FAILED);
        assertThat(step(decision, "b").jobs())
                .extracting(JobReport::state)
                .containsExactly(JobState.CANCELLED, JobState.SKIPPED);
        assertThat(step(decision, "c").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "w").state()).isEqualTo(StepReport.State.SKIPPED);
        assertThat(step(decision, "d").state()).isEqualTo(StepReport.State.SKIPPED);
    }

    @Test
    void ended() {
        Decision decision = Story.of(plan().step("a").step("b", s -> s.after("a")))
                .settled("a", 0, JobState.SUCCEEDED)
                .settled("b", 0, JobState.SOFT_FAILED)
                .job("b", 0, stopping(3))
                .cancelled()
                .decide(5);

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.SUCCEEDED);
    }
}
