package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Some steps of a pipeline, from a process of its own (E2, E3). */
class ChosenStepsTest {

    private static final String PIPELINE =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: story}
            spec:
              variables: {who: nobody}
              steps:
              - {name: build, script: 'echo build >> ran; echo "url=http://$who" >> "$SLUICE_OUTPUT"', outputs: [url]}
              - {name: test, dependsOn: [build], script: 'echo test >> ran; test ! -e broken || exit 7'}
              - {name: release, dependsOn: [test], block: {prompt: Release it}}
              - name: deploy
                dependsOn: [release]
                environment: {URL: "${steps.build.outputs.url}"}
                script: 'echo "deploy $URL" >> ran'
              - {name: lint, dependsOn: [], script: 'echo lint >> ran'}
            """;

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void a_pipeline() {
        sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE);
    }

    @Test
    void the_same_step_in_both_and_unknown_names_are_told_and_nothing_runs() {
        Sluice.Result result = sluice.call("run", "--only", "build,lnt", "--skip", "build");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "--only: no step named \"lnt\" (did you mean \"lint\"?)",
                        "--only and --skip: both name \"build\"; leave one");
        assertThat(directory.resolve(".sluice")).doesNotExist();
    }

    @Test
    void what_a_chosen_step_comes_after_is_not_run() throws IOException {
        Sluice.Result result = sluice.call("run", "--only", "test,lint");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactlyInAnyOrder("test", "lint");
        assertThat(result.out())
                .contains("– [1/4] build skipped: not chosen")
                .contains("– [3/4] deploy skipped: not chosen");
    }

    @Test
    void what_is_skipped_counts_as_done() throws IOException {
        Sluice.Result result = sluice.call("run", "--skip", "test", "--skip", "release,lint");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("build", "deploy http://nobody");
        assertThat(result.out()).contains("– [2/4] test skipped: left out");
    }

    @Test
    void outputs_come_from_the_latest_run_that_has_them() throws IOException {
        Sluice.Result without = sluice.call("run", "--only", "deploy", "--approve", "release");
        assertThat(without.status()).isEqualTo(2);
        assertThat(without.errLines())
                .containsExactly(
                        "sluice.yaml:10:5: step \"deploy\" reads url of \"build\", which is left out, and no earlier run here has it;"
                                + " choose \"build\" too, or run the pipeline once");

        sluice.file("broken", "");
        assertThat(sluice.call("run", "--variable", "who=anna", "--skip", "lint", "--approve", "release")
                        .status())
                .isEqualTo(1);
        Sluice.Result plan = sluice.call("plan", "--only", "deploy");
        assertThat(plan.out()).containsPattern("build +1 job +starts at once +\\(taken over from story-");
        Sluice.Result result = sluice.call("run", "--only", "deploy", "--approve", "release");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("build", "test", "deploy http://anna");
        assertThat(result.out()).contains("– [1/4] build taken over from story-");

        Sluice.Result again = sluice.call("rerun", latest());
        assertThat(again.status()).as(again.out() + again.err()).isZero();
        assertThat(ran()).as("all of it is taken over").hasSize(3);
    }

    @Test
    void a_gate_before_a_chosen_step_is_asked_all_the_same() {
        Sluice.Result result = sluice.call("run", "--only", "deploy,build");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("gate \"release\" asks a person");
    }

    @Test
    void since_a_run_is_run_what_is_made_of_something_else() throws IOException {
        assertThat(sluice.call("run", "--skip", "release").status()).isZero();
        Files.delete(directory.resolve("ran"));
        sluice.file("sluice.yaml", PIPELINE.replace("echo lint", "echo changed"));
        Sluice.Result plan = sluice.call("plan", "--since", "latest", "--skip", "release");
        assertThat(plan.out())
                .containsPattern("build +1 job .*taken over")
                .containsPattern("lint +1 job +starts at once\n");
        Sluice.Result result = sluice.call("run", "--since", "latest", "--skip", "release");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("changed");
        assertThat(sluice.call("run", "--since", "nobody").err()).startsWith("sluice: no run \"nobody\" here");
    }

    @Test
    void a_stage_alone_ends_as_its_job_does() throws IOException {
        assertThat(sluice.call("run-stage", "test").status()).isZero();
        sluice.file("broken", "");
        Sluice.Result result = sluice.call("run-stage", "test");
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(7);
        assertThat(ran()).containsExactly("test", "test");
        Files.delete(directory.resolve("broken"));
        assertThat(sluice.call("rerun", latest()).status()).isZero();
        assertThat(ran()).containsExactly("test", "test", "test");
    }

    @Test
    void a_stage_that_there_is_not_is_told_and_one_of_the_graph_is_known_by_its_id() throws IOException {
        assertThat(sluice.call("run-stage", "biuld").err())
                .isEqualTo("sluice.yaml: no step named \"biuld\" (did you mean \"build\"?);"
                        + " sluice list shows those there are\n");
        sluice.file(
                "graph.json",
                """
                {"stages": {"make_it": {"command": "echo made >> ran; exit 3"}},
                 "pipelines": {"a": {"stages": ["make_it"]}, "b": {"stages": ["make_it"]}}}
                """);
        assertThat(sluice.call("run-stage", "make_it", "-f", "graph.json").status())
                .isEqualTo(3);
        assertThat(ran()).containsExactly("made");
    }

    private List<String> ran() throws IOException {
        return Files.readAllLines(directory.resolve("ran"));
    }

    private String latest() {
        return LocalRuns.names(directory).get(0);
    }
}
