package dev.sluice.kubernetes.modes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.schedule.Report;
import dev.sluice.local.PretendedRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The local mode and the cluster come to the same end for every job (issue 4): random pipelines with gates, targets, batches, uploads and
 * rollbacks, with random outcomes, decisions, cancels and timeouts, crashes of the operator around any of its writes, and lost Pods.
 */
class BothModesTest {

    private static final int SCENARIOS = 1000;

    @TempDir
    Path directory;

    /** @param lives of the operator */
    private record Seen(PretendedRun here, int lives) {}

    @Test
    void a_thousand_random_pipelines_end_the_same_in_both_modes() {
        List<Seen> seen = IntStream.range(0, SCENARIOS)
                .parallel()
                .mapToObj(seed -> same(new Scenario(seed)))
                .toList();
        // What is compared is worth comparing only if all of it occurs.
        assertThat(seen.stream().mapToInt(Seen::lives).sum()).isGreaterThan(2 * SCENARIOS);
        List<PretendedRun> runs = seen.stream().map(Seen::here).toList();
        assertThat(runs.stream().map(run -> run.report().reason()).collect(Collectors.toSet()))
                .isEqualTo(Set.of(
                        Report.Reason.SUCCEEDED,
                        Report.Reason.COMPLETED_WITH_FAILURES,
                        Report.Reason.STEP_FAILED,
                        Report.Reason.PARTIAL,
                        Report.Reason.REJECTED,
                        Report.Reason.ROLLED_BACK,
                        Report.Reason.ROLLBACK_FAILED,
                        Report.Reason.TIMED_OUT,
                        Report.Reason.CANCELLED));
        assertThat(runs.stream()
                        .flatMap(run -> run.report().steps().stream())
                        .flatMap(step -> step.jobs().stream())
                        .map(job -> job.state().name()))
                .contains("SUCCEEDED", "FAILED", "SOFT_FAILED", "CANCELLED", "SKIPPED");
        assertThat(runs.stream().flatMap(run -> run.report().gates().stream()).map(gate -> gate.state()
                        .name()))
                .contains("APPROVED", "REJECTED", "WITHDRAWN");
        assertThat(runs.stream()
                        .flatMap(run -> run.report().rollbacks().stream())
                        .map(rollback -> rollback.cause() + " " + rollback.state()))
                .contains(
                        "FAILURE SUCCEEDED",
                        "FAILURE FAILED",
                        "MANUAL SUCCEEDED",
                        "MANUAL FAILED",
                        "MANUAL CANCELLED",
                        "MANUAL SKIPPED");
        assertThat(runs.stream().flatMap(run -> run.plan().uploads().stream()).map(upload -> upload.refused()))
                .contains(true, false);
    }

    /** Of further thousands, those that did not. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = 103_300)
    void a_scenario_that_once_ended_otherwise_ends_the_same(long seed) {
        same(new Scenario(seed));
    }

    Seen same(Scenario scenario) {
        try {
            PretendedRun here = PretendedRun.of(scenario, directory.resolve(scenario.name()));
            PretendedCluster there = new PretendedCluster(scenario, here.plan()).run();
            Ending ofCluster = Endings.of(here.plan(), there);
            Ending ofLaptop = Endings.of(here);
            if (!ofCluster.equals(ofLaptop)) {
                assertThat(ofCluster)
                        .as("%s", scenario)
                        .usingRecursiveComparison()
                        .isEqualTo(ofLaptop);
            }
            return new Seen(here, there.lives);
        } catch (RuntimeException e) {
            throw new AssertionError(scenario.toString(), e);
        }
    }
}
