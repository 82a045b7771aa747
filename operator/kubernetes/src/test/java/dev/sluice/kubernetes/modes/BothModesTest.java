package dev.sluice.kubernetes.modes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.local.PretendedRun;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The local mode and the cluster come to the same end for every job (issue 4): random pipelines with random outcomes, cancels, timeouts,
 * crashes of the operator around any of its writes, and lost Pods.
 */
class BothModesTest {

    private static final int SCENARIOS = 1000;

    @TempDir
    Path directory;

    @Test
    void a_thousand_random_pipelines_end_the_same_in_both_modes() {
        Map<Report.Reason, Integer> reasons = new EnumMap<>(Report.Reason.class);
        Map<String, Integer> states = new TreeMap<>();
        int lives = 0;
        for (int seed = 0; seed < SCENARIOS; seed++) {
            Scenario scenario = new Scenario(seed);
            Plan plan = Resources.plan(scenario.spec());
            PretendedRun here = PretendedRun.of(plan, scenario, directory);
            PretendedCluster cluster = new PretendedCluster(scenario, plan);
            PipelineRunStatus there = cluster.run();
            assertThat(of(plan, there, cluster.attempts()))
                    .as("seed %d:%n%s", seed, scenario.spec())
                    .isEqualTo(of(plan, here));
            reasons.merge(here.report().reason(), 1, Integer::sum);
            here.report().steps().forEach(step -> step.jobs()
                    .forEach(job -> states.merge(job.state().name(), 1, Integer::sum)));
            lives += cluster.lives;
        }
        // What is compared is worth comparing only if all of it occurs.
        assertThat(reasons)
                .containsOnlyKeys(
                        Report.Reason.SUCCEEDED,
                        Report.Reason.COMPLETED_WITH_FAILURES,
                        Report.Reason.STEP_FAILED,
                        Report.Reason.TIMED_OUT,
                        Report.Reason.CANCELLED);
        assertThat(states).containsOnlyKeys("SUCCEEDED", "FAILED", "SOFT_FAILED", "CANCELLED", "SKIPPED");
        assertThat(lives).isGreaterThan(2 * SCENARIOS);
    }

    private static Ending of(Plan plan, PretendedRun run) {
        Report report = run.report();
        Map<String, String> steps = new TreeMap<>();
        Map<String, String> jobs = new TreeMap<>();
        for (StepReport step : report.steps()) {
            steps.put(step.name(), step.state().name());
            for (int i = 0; i < step.jobs().size(); i++) {
                JobReport job = step.jobs().get(i);
                jobs.put(plan.step(step.name()).jobs().get(i).name(), job.state() + " " + job.outputs());
            }
        }
        return new Ending(report.phase().name(), word(report.reason().name()), steps, jobs, run.attempts());
    }

    private static Ending of(Plan plan, PipelineRunStatus status, Map<String, Integer> attempts) {
        Map<String, String> steps = new TreeMap<>();
        for (StepStatus step : status.steps()) {
            steps.put(step.name(), step.state().name());
        }
        Map<String, String> jobs = new TreeMap<>();
        Recorded recorded = Recorded.of(status, plan);
        for (PlannedStep step : plan.steps().values()) {
            for (Job job : step.jobs()) {
                JobReport known = recorded.settled().get(job.id());
                jobs.put(job.name(), known == null ? "SKIPPED {}" : known.state() + " " + known.outputs());
            }
        }
        String reason = status.conditions().stream()
                .filter(condition -> condition.type().equals("Succeeded"))
                .map(Condition::reason)
                .findFirst()
                .orElseThrow();
        return new Ending(status.phase().name(), word(reason), steps, jobs, attempts);
    }

    private static String word(String reason) {
        return reason.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
