package dev.sluice.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.kubernetes.pod.RunFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunStatusesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int MOST = 100_000;
    private static final String LONG_NAME = "a-step-name-of-the-greatest-length-%05d";

    @Test
    void fiveHundredStepsWithEverythingToSayFit() {
        Plan plan = chainless(500, 1);
        Report report = report(plan, i -> failed("x".repeat(400) + "\"\\\n"), StepReport.State.FAILED, "m".repeat(500));
        assertThat(bytes(status(null, report, plan))).isLessThan(MOST);
    }

    @Test
    void twoStepsOfTenThousandJobsThatEndInEveryWayFit() {
        Plan plan = chainless(2, 10_000);
        Report report = report(plan, RunStatusesTest::mixed, StepReport.State.FAILED, "message");
        PipelineRunStatus status = status(null, report, plan);
        assertThat(bytes(status)).isLessThan(MOST);
        assertThat(status.steps()).allSatisfy(step -> {
            assertThat(step.truncated()).isTrue();
            assertThat(step.succeeded()).hasSizeLessThanOrEqualTo(1024);
            assertThat(step.attempts()).hasSizeLessThanOrEqualTo(20);
        });
    }

    @Test
    void outputsOfAThousandJobsAreCutAndTheStatusFits() {
        Plan plan = chainless(1, 1000);
        Report report =
                report(plan, i -> succeeded(Map.of("k", "\u00e9".repeat(1000))), StepReport.State.SUCCEEDED, "");
        PipelineRunStatus status = status(null, report, plan);
        assertThat(bytes(status)).isLessThan(MOST);
        assertThat(status.steps().get(0).truncated()).isTrue();
        assertThat(status.steps().get(0).outputs()).isNotEmpty();
        assertThat(status.steps().get(0).succeeded()).isEqualTo("0-999");
    }

    @Test
    void aThousandParallelJobsAreAFewBytes() {
        Plan plan = chainless(1, 1000);
        PipelineRunStatus status =
                status(null, report(plan, i -> succeeded(Map.of()), StepReport.State.SUCCEEDED, ""), plan);
        assertThat(bytes(status)).isLessThan(1_500);
        assertThat(status.steps().get(0).truncated()).isNull();
    }

    @ParameterizedTest(name = "of {0} jobs")
    @ValueSource(ints = {1, 3, 100, 10_000})
    void whatIsOnRecordIsReadAgain(int jobs) {
        Plan plan = chainless(1, jobs);
        IntFunction<JobReport> every = i -> i % 7 == 3 ? failed("exit code 3") : succeeded(Map.of());
        PipelineRunStatus status = status(null, report(plan, every, StepReport.State.FAILED, "m"), plan);
        Recorded recorded = Recorded.of(status, plan);
        Map<JobState, Long> expected = IntStream.range(0, jobs)
                .mapToObj(every)
                .collect(Collectors.groupingBy(JobReport::state, Collectors.counting()));
        assertThat(recorded.settled(Map.of()).values().stream()
                        .collect(Collectors.groupingBy(JobReport::state, Collectors.counting())))
                .isEqualTo(expected);
        assertThat(recorded.active()).isEmpty();
    }

    @Test
    void anAttemptUnderWayIsOnRecordWithItsHistory() {
        Plan plan = chainless(1, 2);
        PipelineRunStatus status = status(
                null,
                report(plan, i -> i == 0 ? succeeded(Map.of("k", "v")) : active(3, 2), StepReport.State.RUNNING, ""),
                plan);
        Recorded recorded = Recorded.of(status, plan);
        String step = plan.steps().keySet().iterator().next();
        assertThat(recorded.settled().get(new JobId(step, 0)).outputs()).containsEntry("k", "v");
        assertThat(recorded.active().get(new JobId(step, 1)).number()).isEqualTo(3);
        assertThat(recorded.active().get(new JobId(step, 1)).infrastructureFailures())
                .isEqualTo(2);
    }

    @Test
    void aStepThatIsOverIsToldAsItWasRecorded() {
        Plan plan = chainless(1, 1);
        PipelineRunStatus before =
                status(null, report(plan, i -> failed("exit code 3"), StepReport.State.FAILED, "exit code 3"), plan);
        Report later = report(plan, i -> failed(""), StepReport.State.FAILED, "");
        StepStatus step = status(before, later, plan).steps().get(0);
        assertThat(step).isEqualTo(before.steps().get(0));
        assertThat(step.message()).startsWith("exit code 3; logs: kubectl logs -n n ");
    }

    @Test
    void aConditionKeepsTheTimeOfItsLastTransition() {
        Plan plan = chainless(1, 1);
        PipelineRunStatus first = status(null, report(plan, i -> active(1, 0), StepReport.State.RUNNING, ""), plan);
        PipelineRunStatus second = RunStatuses.of(
                first,
                report(plan, i -> active(2, 0), StepReport.State.RUNNING, ""),
                plan,
                hint(plan),
                1,
                "rev",
                NOW,
                null,
                Optional.empty(),
                NOW.plusSeconds(60));
        assertThat(second.conditions())
                .allSatisfy(c -> assertThat(c.lastTransitionTime()).isEqualTo(NOW));
    }

    private static PipelineRunStatus status(PipelineRunStatus before, Report report, Plan plan) {
        return RunStatuses.of(before, report, plan, hint(plan), 1, "revision", NOW, null, Optional.empty(), NOW);
    }

    private static LogsHint hint(Plan plan) {
        return new LogsHint(new RunFrame("n", "r", "uid", "p", Map.of()), plan);
    }

    private static int bytes(PipelineRunStatus status) {
        return Resources.JSON.asJson(status).getBytes(StandardCharsets.UTF_8).length;
    }

    private static Plan chainless(int steps, int parallelism) {
        String all = IntStream.range(0, steps)
                .mapToObj(i -> "- {name: " + LONG_NAME.formatted(i) + ", image: \"x:1\", parallelism: " + parallelism
                        + ", script: x}\n")
                .collect(Collectors.joining());
        return Resources.plan("steps:\n" + all);
    }

    private static Report report(Plan plan, IntFunction<JobReport> job, StepReport.State state, String message) {
        boolean ended = state.ended();
        List<StepReport> steps = plan.steps().values().stream()
                .map(step -> new StepReport(
                        step.name(),
                        state,
                        message,
                        Optional.of(NOW),
                        ended ? Optional.of(NOW) : Optional.empty(),
                        IntStream.range(0, step.jobs().size()).mapToObj(job).toList()))
                .toList();
        return new Report(
                ended ? Report.Phase.FAILED : Report.Phase.RUNNING,
                ended ? Report.Reason.STEP_FAILED : Report.Reason.RUNNING,
                "run " + message,
                steps);
    }

    private static JobReport mixed(int index) {
        return switch (index % 4) {
            case 0 -> succeeded(Map.of("key", "value " + index));
            case 1 -> failed("exit code " + index);
            case 2 -> active(2, 1);
            default -> job(JobState.CANCELLED, 1, 0, Map.of(), Optional.empty());
        };
    }

    private static JobReport succeeded(Map<String, String> outputs) {
        return job(JobState.SUCCEEDED, 1, 0, outputs, Optional.empty());
    }

    private static JobReport failed(String message) {
        return job(JobState.FAILED, 1, 0, Map.of(), Optional.of(Failure.of(Failure.Kind.STEP, message)));
    }

    private static JobReport active(int attempt, int infrastructure) {
        return job(JobState.ACTIVE, attempt, infrastructure, Map.of(), Optional.empty());
    }

    private static JobReport job(
            JobState state, int attempts, int infrastructure, Map<String, String> outputs, Optional<Failure> failure) {
        return new JobReport(
                state,
                attempts,
                infrastructure,
                failure,
                Optional.empty(),
                outputs,
                Optional.of(NOW),
                Optional.of(NOW));
    }
}
