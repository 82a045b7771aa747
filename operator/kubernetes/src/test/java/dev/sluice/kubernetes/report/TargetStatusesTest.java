package dev.sluice.kubernetes.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.TargetStatus;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.kubernetes.pod.RunFrame;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a status says of targets, and that a thousand of them fit. */
class TargetStatusesTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final int MOST = 100_000;

    @Test
    void aThousandTargetsOfUsualNamesAreAllTold() {
        Plan plan = plan(1000, i -> "web-%04d.example.com".formatted(i), 20);
        PipelineRunStatus status = status(plan, report(plan, job -> false));
        assertThat(status.targets()).hasSize(1000);
        assertThat(bytes(status)).isLessThan(MOST);
    }

    @Test
    void aThousandOfTheLongestNamesThatAllFailFit() {
        Plan plan = plan(1000, i -> "%04d.".formatted(i) + "a".repeat(60) + (".b" + "c".repeat(60)).repeat(3), 20);
        PipelineRunStatus status = status(plan, report(plan, job -> true));
        assertThat(bytes(status)).isLessThan(MOST);
        assertThat(status.targets()).hasSizeGreaterThan(100);
    }

    @Test
    void whereNotAllFitThoseThatFellOutAreTold() {
        Plan plan = plan(1000, i -> "%04d.".formatted(i) + "a".repeat(60) + (".b" + "c".repeat(60)).repeat(3), 1);
        PipelineRunStatus status = status(plan, report(plan, job -> job.id().index() >= 990));
        assertThat(status.targets()).hasSizeLessThan(1000);
        assertThat(status.targets().stream().filter(t -> t.state() == State.FAILED))
                .hasSize(10)
                .allSatisfy(target -> {
                    assertThat(target.step()).isEqualTo("s0");
                    assertThat(target.message()).isEqualTo("exit code 3");
                });
        assertThat(status.message()).startsWith("990 of 1000 targets made it: ");
    }

    @Test
    void aRunThatMadeItInPartSaysSo() {
        Plan plan = plan(2, i -> "web-" + i, 1);
        PipelineRunStatus status = status(plan, report(plan, job -> job.id().index() == 1));
        assertThat(status.conditions().get(1).reason()).isEqualTo("Partial");
        assertThat(status.steps().get(0).state()).isEqualTo(State.PARTIAL);
        assertThat(status.targets())
                .containsExactly(
                        new TargetStatus("web-0", State.SUCCEEDED, null, null),
                        new TargetStatus("web-1", State.FAILED, "s0", "exit code 3"));
    }

    /** Every other target fails: the intervals are cut, and a guess would let the wrong ones go on. */
    @Test
    void whatTheIntervalsHadNoRoomForIsReadFromThePods() {
        Plan plan = plan(1000, i -> "t" + i, 1);
        PipelineRunStatus status = status(plan, report(plan, job -> job.id().index() % 2 == 1));
        assertThat(status.steps().get(0).truncated()).isTrue();
        Recorded recorded = Recorded.of(status, plan);
        Map<JobId, Attempt> pods = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            pods.put(
                    new JobId("s0", i),
                    new Attempt(
                            1,
                            0,
                            i % 2 == 1
                                    ? new Attempt.State.Failed(NOW, NOW, Failure.exitCode(3))
                                    : new Attempt.State.Succeeded(NOW, NOW, Map.of())));
        }
        recorded.settled(pods).forEach((job, report) -> assertThat(report.state())
                .as("%s", job)
                .isEqualTo(job.index() % 2 == 1 ? JobState.FAILED : JobState.SUCCEEDED));
        assertThat(recorded.settled(Map.of()).values().stream()
                        .filter(r -> r.state() == JobState.FAILED)
                        .count())
                .as("with all Pods gone the tallies still hold")
                .isEqualTo(500);
    }

    private static Plan plan(int targets, java.util.function.IntFunction<String> name, int steps) {
        String all = IntStream.range(0, targets)
                .mapToObj(i -> "{name: \"" + name.apply(i) + "\"}")
                .collect(Collectors.joining(", "));
        String chain = IntStream.range(0, steps)
                .mapToObj(i -> "- {name: s" + i + ", image: \"x:1\", script: x}\n")
                .collect(Collectors.joining());
        return Resources.plan("targets: [" + all + "]\nsteps:\n" + chain);
    }

    /** All jobs have ended. */
    private static Report report(Plan plan, Predicate<Job> fails) {
        Map<JobId, JobReport> settled = new HashMap<>();
        plan.steps().values().forEach(step -> step.jobs().forEach(job -> settled.put(job.id(), end(fails.test(job)))));
        return Scheduler.decide(new RunFacts("r", "uid"), plan, new Observed(NOW, false, settled, Map.of()), NOW)
                .report();
    }

    private static JobReport end(boolean failed) {
        return new JobReport(
                failed ? JobState.FAILED : JobState.SUCCEEDED,
                1,
                0,
                failed ? Optional.of(Failure.exitCode(3)) : Optional.empty(),
                Optional.empty(),
                Map.of(),
                Optional.of(NOW),
                Optional.of(NOW));
    }

    private static PipelineRunStatus status(Plan plan, Report report) {
        LogsHint logs = new LogsHint(new RunFrame("n", "r", "uid", "p", Map.of()), plan);
        return RunStatuses.of(null, report, plan, logs, 1, "revision", NOW, List.of(), Optional.empty(), NOW);
    }

    private static int bytes(PipelineRunStatus status) {
        return Resources.JSON.asJson(status).getBytes(StandardCharsets.UTF_8).length;
    }
}
