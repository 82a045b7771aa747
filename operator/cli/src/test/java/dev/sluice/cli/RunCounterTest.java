package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.StepReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunCounterTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    private final Plan plan = Plans.of(
            """
            steps:
            - {name: test, parallelism: 4, script: x}
            - {name: wait, wait: {}}
            - {name: deploy, script: x}
            """);
    private final RunCounter counter = new RunCounter(plan, START);

    private Job job(int index) {
        return plan.job(new JobId("test", index));
    }

    private static JobReport report(JobState state) {
        Optional<Failure> failure = state == JobState.SUCCEEDED ? Optional.empty() : Optional.of(Failure.exitCode(1));
        return new JobReport(state, 1, 0, failure, Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void done_running_and_waiting_are_all_there_is() {
        counter.started();
        counter.started();
        counter.started();
        counter.ended(job(0), report(JobState.SUCCEEDED));
        counter.ended(job(1), report(JobState.FAILED));
        assertThat(counter.counts()).isEqualTo(new JobCounts(5, 2, 1, 1, START));
        assertThat(counter.counts().waiting()).isEqualTo(2);
    }

    @Test
    void an_attempt_that_is_tried_again_is_no_end() {
        counter.started();
        counter.ended(job(0), report(JobState.ACTIVE));
        assertThat(counter.counts()).isEqualTo(new JobCounts(5, 0, 0, 0, START));
        counter.started();
        counter.ended(job(0), report(JobState.SUCCEEDED));
        assertThat(counter.counts()).isEqualTo(new JobCounts(5, 1, 0, 0, START));
    }

    @Test
    void what_never_runs_waits_no_more() {
        counter.stepEnded(
                new StepReport("deploy", StepReport.State.SKIPPED, "", Optional.empty(), Optional.empty(), List.of()));
        assertThat(counter.counts().waiting()).isEqualTo(4);
    }
}
