package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    private static final String PIPELINE =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: story}
            spec:
              variables: {word: hi}
              steps:
              - {name: build, image: "busybox:1", script: x, outputs: [url]}
              - {name: test, dependsOn: [build], parallelism: 2, script: x}
              - {name: tested, wait: {}}
              - {name: deploy, script: x, environment: {TEXT: "${word} ${steps.build.outputs.url}"}}
            """;

    @TempDir
    Path directory;

    @Test
    void json_has_jobs_with_their_dependencies_and_environment() throws Exception {
        JsonNode plan = json("plan", "--json");
        assertThat(plan.at("/maxConcurrency").asInt()).isEqualTo(2);
        assertThat(plan.at("/maxConcurrencyIsUpperBound").asBoolean()).isFalse();
        assertThat(plan.at("/jobs")).hasSize(4);
        assertThat(plan.at("/jobs/0/id").asText()).isEqualTo("build");
        assertThat(plan.at("/jobs/0/dependsOn")).isEmpty();
        assertThat(plan.at("/jobs/2/id").asText()).isEqualTo("test.1");
        assertThat(plan.at("/jobs/2/step").asText()).isEqualTo("test");
        assertThat(plan.at("/jobs/2/env/SLUICE_PARALLEL_JOB").asText()).isEqualTo("1");
        assertThat(plan.at("/jobs/2/env/BUILDKITE_PARALLEL_JOB_COUNT").asText()).isEqualTo("2");
    }

    @Test
    void a_wait_stands_for_the_jobs_before_it_and_outputs_stand_as_references() throws Exception {
        JsonNode deploy = json("plan", "--json").at("/jobs/3");
        assertThat(deploy.at("/dependsOn").toString()).isEqualTo("[\"build\",\"test.0\",\"test.1\"]");
        assertThat(deploy.at("/env/TEXT").asText()).isEqualTo("hi ${steps.build.outputs.url}");
    }

    @Test
    void so_many_dependencies_that_their_list_would_be_endless_are_told_by_the_steps() throws Exception {
        Sluice sluice = new Sluice(directory);
        String spec = "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: wide}\nspec:\n%s  steps:\n"
                + "  - {name: a, parallelism: %d, script: x}\n  - {name: b, script: x, parallelism: %d}\n"
                + "  - {name: w, wait: {}}\n  - {name: c, script: x}\n  - {name: d, barrier: true, script: x}\n";
        sluice.file("sluice.yaml", spec.formatted("", 500, 500));
        JsonNode few = new ObjectMapper().readTree(sluice.call("plan", "--json").out());
        assertThat(few.at("/dependencies").asText()).isEqualTo("jobs");
        assertThat(few.at("/jobs/1000/dependsOn")).hasSize(1000);

        sluice.file("sluice.yaml", spec.formatted("", 5000, 5000).replace("name: b,", "name: b, dependsOn: [a],"));
        JsonNode many =
                new ObjectMapper().readTree(sluice.call("plan", "--json").out());
        assertThat(many.at("/dependencies").asText()).isEqualTo("steps");
        assertThat(many.at("/jobs")).hasSize(10_002);
        assertThat(many.at("/jobs/0/dependsOnSteps").toString()).isEqualTo("{}");
        assertThat(many.at("/jobs/0/dependsOn").isMissingNode()).isTrue();
        assertThat(many.at("/jobs/5000/dependsOnSteps").toString()).isEqualTo("{\"a\":\"all\"}");
        assertThat(many.at("/jobs/10000/dependsOnSteps").toString()).isEqualTo("{\"a\":\"all\",\"b\":\"all\"}");

        String targets = "  targets: [{name: one}, {name: two}]\n";
        sluice.file("sluice.yaml", spec.formatted(targets, 2000, 2000).replace("name: b,", "name: b, dependsOn: [a],"));
        JsonNode spread =
                new ObjectMapper().readTree(sluice.call("plan", "--json").out());
        assertThat(spread.at("/jobs/4000/dependsOnSteps").toString()).isEqualTo("{\"a\":\"target\"}");
        assertThat(spread.at("/jobs/8003/dependsOnSteps").toString()).isEqualTo("{\"a\":\"batch\",\"b\":\"batch\"}");
        assertThat(spread.at("/jobs/8003/target").asText()).isEqualTo("two");
        assertThat(spread.at("/jobs/8003/batch").asInt()).isZero();
    }

    @Test
    void dry_run_is_plan() throws Exception {
        assertThat(json("run", "--dry-run", "--json")).isEqualTo(json("plan", "--json"));
        assertThat(Files.exists(directory.resolve(".sluice"))).isFalse();
    }

    @Test
    void people_get_a_list() {
        Sluice.Result result = call("plan");
        assertThat(result.outLines())
                .isEqualTo(List.of(
                        "story: 4 jobs in 3 steps, at most 2 at once",
                        "",
                        "  build   1 job     starts at once",
                        "  test    2 jobs    after build  (parallelism 2)",
                        "  tested  wait      after build, test",
                        "  deploy  1 job     after tested",
                        "",
                        "On a laptop jobs are processes, so these are not used: images."));
    }

    @Test
    void the_command_line_gives_variables_and_environment_which_are_data() throws Exception {
        JsonNode plan =
                json("plan", "--json", "--variable", "word=bye", "--env", "ODD=${word} $${x} a=b", "--env", "B=2");
        assertThat(plan.at("/jobs/3/env/TEXT").asText()).startsWith("bye ");
        assertThat(plan.at("/jobs/0/env/ODD").asText()).isEqualTo("${word} $${x} a=b");
        assertThat(plan.at("/jobs/0/env/B").asText()).isEqualTo("2");
    }

    @Test
    void where_other_runs_may_hold_jobs_back_the_most_at_once_is_an_upper_bound() throws Exception {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE.replace("name: build,", "name: build, concurrency: {group: g},"));
        assertThat(new ObjectMapper()
                        .readTree(sluice.call("plan", "--json").out())
                        .at("/maxConcurrencyIsUpperBound")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void single_steps_differ_by_the_command_line_which_goes_over_the_files_run() throws Exception {
        String run =
                "---\napiVersion: sluice.dev/v1alpha1\nkind: PipelineRun\nmetadata: {generateName: r-}\nspec: {pipeline: story, "
                        + "overrides: {environment: {A: run, B: run}, steps: [{name: build, environment: {C: run, D: run}}]}}\n";
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE + run);
        JsonNode plan = new ObjectMapper()
                .readTree(sluice.call("plan", "--json", "--env", "B=here", "--step-env", "build.D=a=b.c${word}")
                        .out());
        JsonNode build = plan.at("/jobs/0/env");
        assertThat(List.of(
                        build.at("/A").asText(),
                        build.at("/B").asText(),
                        build.at("/C").asText()))
                .containsExactly("run", "here", "run");
        assertThat(build.at("/D").asText()).isEqualTo("a=b.c${word}");
        assertThat(plan.at("/jobs/1/env/D").isMissingNode()).isTrue();

        Sluice.Result wrong = sluice.call(
                "plan", "--step-env", "biuld.A=1", "--step-timeout", "tested=1h", "--step-timeout", "build=5m");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.errLines())
                .containsExactly(
                        "sluice.yaml:4:1: spec.overrides.steps[1].name: no step named \"biuld\" (did you mean \"build\"?)",
                        "sluice.yaml:4:1: spec.overrides.steps[2].name: \"tested\" runs no process, so there is nothing of it to override");
        assertThat(sluice.call(
                                "plan",
                                "--step-env",
                                "build",
                                "--step-env",
                                "build.SLUICE_X=1",
                                "--step-timeout",
                                "build=long")
                        .errLines())
                .containsExactly(
                        "--step-env build: write STEP.NAME=VALUE",
                        "--step-env build: \"SLUICE_X\" is set by Sluice itself; choose another name",
                        "--step-timeout build: \"long\" is no duration: e.g. 30s, 5m or 1h30m, above zero and at most 8760h");
    }

    @Test
    void a_run_in_the_same_file_gives_variables_and_the_command_line_wins() throws Exception {
        String run =
                "---\napiVersion: sluice.dev/v1alpha1\nkind: PipelineRun\nmetadata: {generateName: r-}\nspec: {pipeline: story, variables: {word: run}}\n";
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE + run);
        ObjectMapper mapper = new ObjectMapper();
        assertThat(mapper.readTree(sluice.call("plan", "--json").out())
                        .at("/jobs/3/env/TEXT")
                        .asText())
                .startsWith("run ");
        assertThat(mapper.readTree(sluice.call("plan", "--json", "--variable", "word=x")
                                .out())
                        .at("/jobs/3/env/TEXT")
                        .asText())
                .startsWith("x ");
    }

    @Test
    void a_run_may_carry_its_pipeline_and_its_problems_are_told_in_its_terms() {
        Sluice sluice = new Sluice(directory);
        sluice.file(
                "sluice.yaml",
                """
                apiVersion: sluice.dev/v1alpha1
                kind: PipelineRun
                metadata: {name: alone}
                spec:
                  pipelineSpec:
                    steps:
                    - {name: a, script: x, dependsOn: [b]}
                """);
        assertThat(sluice.call("plan").err())
                .startsWith("sluice.yaml:7:40: spec.pipelineSpec.steps[0].dependsOn[0]: no step named \"b\"");
    }

    @Test
    void one_of_several_pipelines_is_named() {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE + "---\n" + PIPELINE.replace("story", "other"));
        assertThat(sluice.call("plan").err())
                .isEqualTo("sluice.yaml: holds several pipelines (story, other); choose one with --pipeline NAME\n");
        assertThat(sluice.call("plan", "--pipeline", "other").out()).startsWith("other: ");
        assertThat(sluice.call("validate").outLines()).hasSize(2);
    }

    @Test
    void the_version_is_that_of_the_build() {
        assertThat(new Sluice(directory).call("--version").out())
                .matches("(?s)sluice \\d+\\.\\d+\\.\\d+\\S*( \\(\\w+\\))?\nJava .*");
    }

    @Test
    void local_commands_load_no_class_of_the_kubernetes_client() {
        Sluice sluice = new Sluice(directory).withFlag("-Xlog:class+load:file=" + directory.resolve("classes"));
        sluice.file("sluice.yaml", PIPELINE);
        assertThat(sluice.call("plan").status()).isZero();
        assertThat(directory.resolve("classes"))
                .content()
                .contains("dev.sluice.cli.PlanCommand")
                .doesNotContain("io.fabric8")
                .doesNotContain("io.javaoperatorsdk")
                .doesNotContain("io.micrometer");
    }

    private Sluice.Result call(String... arguments) {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE);
        return sluice.call(arguments);
    }

    private JsonNode json(String... arguments) throws Exception {
        Sluice.Result result = call(arguments);
        assertThat(result.err()).isEmpty();
        return new ObjectMapper().readTree(result.out());
    }
}
