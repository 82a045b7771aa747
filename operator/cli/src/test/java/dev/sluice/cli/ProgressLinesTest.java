package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.local.AttemptRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The words people read (E7), letter by letter. */
class ProgressLinesTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
    private static final Duration TOOK = Duration.ofMillis(12_449);

    private final Plan plan = Plans.of(
            """
            steps:
            - name: test
              parallelism: 4
              matrix: {dimensions: {jdk: ["17", "21"], os: [debian]}}
              script: x
            - {name: wait, wait: {}}
            - {name: deploy, script: x}
            """);
    private final ProgressLines lines = new ProgressLines(plan, new Style(false));
    private final Job test = plan.job(new JobId("test", 1));
    private final Job deploy = plan.job(new JobId("deploy", 0));

    @Test
    void a_job_that_runs() {
        assertThat(lines.running(test, attempt(1, 0))).isEqualTo("▶ [1/2] test (jdk=17, os=debian) 2/4 …");
        assertThat(lines.running(deploy, attempt(2, 0))).isEqualTo("▶ [2/2] deploy, attempt 2 …");
    }

    @Test
    void a_job_that_ended() {
        assertThat(lines.ended(deploy, attempt(1, 0), report(JobState.SUCCEEDED, null), TOOK))
                .isEqualTo("✓ [2/2] deploy … done in 12.4s");
        assertThat(lines.ended(deploy, attempt(1, 3), report(JobState.FAILED, Failure.exitCode(3)), TOOK))
                .isEqualTo("✗ [2/2] deploy … exit code 3 in 12.4s");
        assertThat(lines.ended(deploy, attempt(1, 3), report(JobState.ACTIVE, Failure.exitCode(3)), TOOK))
                .isEqualTo("↻ [2/2] deploy … exit code 3 in 12.4s, to be tried again");
        assertThat(lines.ended(deploy, attempt(1, 143), report(JobState.CANCELLED, null), TOOK))
                .isEqualTo("■ [2/2] deploy … stopped after 12.4s");
    }

    @Test
    void a_step_of_many_jobs_is_told_as_one() {
        assertThat(lines.manyJobs("deploy")).isFalse();
        ProgressLines many =
                new ProgressLines(Plans.of("steps: [{name: fan, parallelism: 6, script: x}]"), new Style(false));
        assertThat(many.manyJobs("fan")).isTrue();
        assertThat(many.folded(step(StepReport.State.SUCCEEDED, JobState.SUCCEEDED)))
                .contains("✓ [1/1] fan … 6 jobs done in 12.4s");
        assertThat(many.folded(step(StepReport.State.FAILED, JobState.FAILED)))
                .contains("– [1/1] fan … 5 of 6 jobs done in 12.4s");
    }

    private static StepReport step(StepReport.State state, JobState ofLast) {
        List<JobReport> jobs = new ArrayList<>(Collections.nCopies(5, report(JobState.SUCCEEDED, null)));
        jobs.add(report(ofLast, null));
        return new StepReport("fan", state, "", Optional.of(START), Optional.of(START.plus(TOOK)), jobs);
    }

    @Test
    void what_to_do_after_a_failure() {
        assertThat(lines.help()
                        .lines(
                                attempt(1, 127),
                                report(JobState.FAILED, Failure.exitCode(127)),
                                List.of("sh: 1: nosuch: not found"),
                                ".sluice/runs/r/deploy.log",
                                "first.yaml:7:5",
                                "run it again",
                                Optional.of("run it alone")))
                .containsExactly(
                        "    │ sh: 1: nosuch: not found",
                        "    log:   .sluice/runs/r/deploy.log",
                        "    step:  first.yaml:7:5",
                        "    next:  a command in it was not found: install it or mend its name, then run it again",
                        "    alone: run it alone");
    }

    @Test
    void colours_only_where_they_are_wanted() {
        ProgressLines colored = new ProgressLines(plan, new Style(true));
        assertThat(colored.running(deploy, attempt(1, 0))).isEqualTo("\u001b[36m▶\u001b[0m [2/2] deploy …");
    }

    private static AttemptRecord attempt(int number, int exitCode) {
        return new AttemptRecord(
                number,
                START,
                Optional.of(START.plus(TOOK)),
                OptionalInt.of(exitCode),
                Optional.empty(),
                Path.of("deploy.log"),
                0);
    }

    private static JobReport report(JobState state, Failure failure) {
        return new JobReport(
                state,
                1,
                0,
                Optional.ofNullable(failure),
                Optional.empty(),
                Map.of(),
                Optional.of(START),
                Optional.of(START.plus(TOOK)));
    }
}
