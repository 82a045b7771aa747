package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rerun takes over from an earlier run, and what it runs again (E5). */
class ReuseTest {

    private static final String CHAIN =
            """
            - {name: build, script: make, outputs: [id]}
            - {name: lint, script: lint}
            - {name: test, dependsOn: [build], parallelism: 2, script: test, environment: {ID: "${steps.build.outputs.id}"}}
            - {name: deploy, dependsOn: [test], script: deploy}
            """;

    private final Map<JobId, JobReport> before = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    ReuseTest() {
        before.put(new JobId("build", 0), succeeded(Map.of("id", "42")));
        before.put(new JobId("lint", 0), succeeded(Map.of()));
        before.put(new JobId("test", 0), succeeded(Map.of()));
        before.put(new JobId("test", 1), JobReports.without(JobState.FAILED));
        before.put(new JobId("deploy", 0), JobReports.without(JobState.SKIPPED));
    }

    @Test
    void what_failed_and_what_comes_after_it_runs_again() {
        assertThat(run(Rerun.Mode.FAILED, CHAIN)).containsExactly("test/1", "deploy/0");
    }

    @Test
    void from_a_step_on_all_after_it_runs_again() {
        assertThat(run(Rerun.Mode.FROM, CHAIN, "test")).containsExactly("test/0", "test/1", "deploy/0");
    }

    @Test
    void a_single_step_runs_again_and_what_is_not_needed_for_it_is_left_out() {
        assertThat(run(Rerun.Mode.STEPS, CHAIN, "test")).containsExactly("test/0", "test/1");
        assertThat(skipped(Rerun.Mode.STEPS, CHAIN, "test")).containsExactly("lint", "deploy");
    }

    @Test
    void a_single_step_runs_what_it_needs_where_that_does_not_hold_any_more() {
        assertThat(run(Rerun.Mode.STEPS, CHAIN.replace("script: make", "script: make all"), "deploy"))
                .containsExactly("build/0", "test/1", "deploy/0");
    }

    @ParameterizedTest(name = "{0} in place of {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    script: make         | script: make it    | build/0 test/1 deploy/0
                    script: make         | script: make, image: other | build/0 test/1 deploy/0
                    script: lint         | script: lint, environment: {A: b} | lint/0 test/1 deploy/0
                    script: lint         | script: lint, agent: linter | lint/0 test/1 deploy/0
                    script: lint         | script: lint, secretEnvironment: [{name: T, secret: s, key: k}] | lint/0 test/1 deploy/0
                    script: lint         | script: lint, timeout: 5m | test/1 deploy/0
                    parallelism: 2       | parallelism: 3     | test/0 test/1 test/2 deploy/0
                    """)
    void what_is_made_of_something_else_now_runs_again(String old, String now, String again) {
        // build writes the same output as before, so test/0 holds where only build's text has changed.
        assertThat(run(Rerun.Mode.FAILED, CHAIN.replace(old, now))).containsExactlyInAnyOrder(again.split(" "));
    }

    @Test
    void another_output_of_a_step_that_ran_again_makes_what_reads_it_run_again() {
        Plan plan = plan(Rerun.Mode.FROM, CHAIN, List.of("build"));
        before.put(new JobId("test", 1), succeeded(Map.of()));
        Rerunner same = new Rerunner(plan, earlier(), Map.of("id", "42"));
        Rerunner other = new Rerunner(
                plan(Rerun.Mode.FAILED, CHAIN.replace("script: make", "script: x"), List.of()),
                earlier(),
                Map.of("id", "43"));
        assertThat(same.ran()).containsExactly("build/0", "test/0", "test/1", "deploy/0");
        assertThat(other.ran()).containsExactly("build/0", "test/0", "test/1", "deploy/0");
    }

    @Test
    void another_value_of_a_variable_makes_every_job_run_again() {
        variables.put("V", "2");
        assertThat(run(Rerun.Mode.FAILED, CHAIN)).containsExactly("build/0", "lint/0", "test/0", "test/1", "deploy/0");
    }

    @Test
    void a_success_whose_outputs_were_too_many_for_the_record_is_none() {
        before.put(new JobId("build", 0), succeeded(Map.of()));
        assertThat(run(Rerun.Mode.FAILED, CHAIN)).startsWith("build/0");
    }

    @Test
    void an_earlier_run_that_is_gone_leaves_everything_to_be_run() {
        Plan plan = plan(Rerun.Mode.FAILED, CHAIN, List.of());
        assertThat(new Rerunner(plan, Optional.empty(), Map.of("id", "42")).ran())
                .hasSize(5);
    }

    @Test
    void an_agent_that_is_another_now_makes_its_jobs_run_again() {
        String steps = "- {name: a, agent: x}\n";
        Plan plan = plan(Rerun.Mode.FAILED, steps, List.of());
        Map<JobId, JobReport> done = Map.of(new JobId("a", 0), succeeded(Map.of()));
        Optional<Earlier> earlier = Optional.of(Earlier.of(Story.RUN, plan, done, Map.of("x", "old")));
        assertThat(new Rerunner(plan, earlier, Map.of(), Map.of("x", "old")).ran())
                .isEmpty();
        assertThat(new Rerunner(plan, earlier, Map.of(), Map.of("x", "new")).ran())
                .containsExactly("a/0");
    }

    @Test
    void what_was_undone_or_half_undone_runs_again_where_it_was() {
        String steps =
                "- {name: a, script: x, rollback: {script: back}}\ntargets: [{name: t0}, {name: t1}, {name: t2}]\n";
        Plan plan = plan(Rerun.Mode.FAILED, steps, List.of());
        Map<JobId, JobReport> done = new HashMap<>();
        for (int lane = 0; lane < 3; lane++) {
            done.put(new JobId("a", lane), succeeded(Map.of()));
        }
        done.put(new JobId("a.rollback", 0), succeeded(Map.of()));
        done.put(new JobId("a.rollback", 1), JobReports.without(JobState.SKIPPED));
        done.put(new JobId("a.rollback", 2), JobReports.without(JobState.FAILED));
        Optional<Earlier> earlier = Optional.of(Earlier.of(Story.RUN, plan, done, Map.of()));
        assertThat(new Rerunner(plan, earlier, Map.of()).ran()).containsExactly("a/0", "a/2");
    }

    @Test
    void what_is_taken_over_is_said() {
        Rerunner rerun = new Rerunner(plan(Rerun.Mode.FAILED, CHAIN, List.of()), earlier(), Map.of());
        assertThat(rerun.message("build")).isEqualTo("taken over from shop-1");
        assertThat(rerun.message("test")).isEqualTo("1 of 2 jobs taken over from shop-1");
        assertThat(rerun.message("deploy")).isEmpty();
    }

    private List<String> run(Rerun.Mode mode, String steps, String... named) {
        return new Rerunner(plan(mode, steps, List.of(named)), earlier(), Map.of("id", "42")).ran();
    }

    private List<String> skipped(Rerun.Mode mode, String steps, String... named) {
        return plan(mode, steps, List.of(named)).steps().values().stream()
                .filter(step -> step.skipped().isPresent())
                .map(step -> step.name())
                .toList();
    }

    private Plan plan(Rerun.Mode mode, String steps, List<String> named) {
        RunRequest request = RunRequest.of(variables).withRerun(Optional.of(new Rerun("shop-1", mode, named)));
        return Planner.plan(Written.pipeline(Written.spec("variables: {V: '1'}\nsteps:\n" + steps)), request)
                .value()
                .orElseThrow();
    }

    private Optional<Earlier> earlier() {
        Plan plan = Planner.plan(Written.pipeline(Written.spec("variables: {V: '1'}\nsteps:\n" + CHAIN)), Map.of())
                .value()
                .orElseThrow();
        return Optional.of(Earlier.of(new RunFacts("shop-1", "old"), plan, before, Map.of()));
    }

    private static JobReport succeeded(Map<String, String> outputs) {
        return JobReports.succeeded(new Attempt(1, 0, Story.running(1)), outputs, Story.at(1), Story.at(2));
    }
}
