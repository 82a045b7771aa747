package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of every dialect as users meet them (A2, C1, D1, E1): they run as they stand. */
class DialectsTest {

    private static final Path SAMPLES =
            Path.of("../../config/samples/dialects").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(SAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = directory.resolve(SAMPLES.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
            }
        }
    }

    private Sluice.Result sluice(String... arguments) {
        return new Sluice(directory).call(arguments);
    }

    @Test
    void buildkite_runs_as_it_stands_with_the_answer_to_its_gate() {
        Sluice.Result result = sluice(
                "run",
                "-f",
                "buildkite.yml",
                "--branch",
                "main",
                "--pipelines",
                "deploy.yml",
                "--approve",
                "release",
                "--field",
                "release.version=1");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("9 jobs succeeded, 1 failed softly")
                .contains("deploy ✓ deploy succeeded")
                .contains("lint … exit code 3");
    }

    @Test
    void its_plan_is_the_whole_of_it() throws Exception {
        Sluice.Result result = new Sluice(directory)
                .with("LEVEL", "full")
                .call("plan", "--json", "-f", "buildkite.yml", "--branch", "main");

        JsonNode plan = new ObjectMapper().readTree(result.out());
        assertThat(plan.at("/jobs").findValuesAsText("id"))
                .containsExactly(
                        "build.0",
                        "build.1",
                        "build.2",
                        "test.0",
                        "test.1",
                        "test.2",
                        "lint",
                        "echo-publish-a",
                        "echo-publish-b",
                        "deploy",
                        "echo-steps-command-echo-upl");
        assertThat(plan.at("/jobs/3/dependsOn").toString()).isEqualTo("[\"build.0\",\"build.1\",\"build.2\"]");
        assertThat(plan.at("/jobs/0/env/LEVEL").asText()).isEqualTo("full");
        assertThat(plan.at("/jobs/0/env/BUILDKITE_LABEL").asText()).isEqualTo(":hammer: build linux amd64");
        assertThat(plan.at("/maxConcurrency").asInt()).isEqualTo(4);
    }

    @Test
    void nodes_run_by_the_agents_of_their_types() {
        Sluice.Result result = sluice("run", "-f", "nodes.json", "--agents", "agents.yaml");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("4 jobs succeeded");
    }

    @Test
    void stages_run_by_their_agents_with_the_answer_to_their_gate() {
        assertThat(sluice("run", "-f", "stages.yaml", "--agents", "agents.yaml").err())
                .contains("gate \"deploy-prod\" asks a person");
        Sluice.Result result =
                sluice("run", "-f", "stages.yaml", "--agents", "agents.yaml", "--approve", "deploy-prod");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("9 jobs succeeded");
    }

    @Test
    void of_a_graph_one_pipeline_is_named() {
        assertThat(sluice("run", "-f", "stage-graph.json").err())
                .contains("holds several pipelines (full-refresh, quick); choose one with --pipeline NAME");
        Sluice.Result result = sluice("run", "quick", "-f", "stage-graph.json");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(directory.resolve("out/modules.json")).exists();
    }

    @Test
    void the_whole_graph_runs_where_its_runtimes_are() throws Exception {
        assumeThat(hasProgram("node") && hasProgram("python3")).isTrue();
        Sluice.Result result = sluice("run", "full-refresh", "-f", "stage-graph.json");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(directory.resolve("out/index.html")).hasContent("<p>a</p>\n<p>b</p>");
    }

    private static boolean hasProgram(String name) throws Exception {
        return new ProcessBuilder("sh", "-c", "command -v " + name).start().waitFor() == 0;
    }

    @Test
    void the_plan_tells_what_is_not_done() throws Exception {
        Files.writeString(
                directory.resolve("p.yml"),
                """
                steps:
                - {key: a, command: make, plugins: [docker#v5], agents: {queue: mac}}
                - {key: b, command: make, plugins: [docker#v5]}
                """);
        assertThat(sluice("plan", "-f", "p.yml").outLines())
                .containsSubsequence(
                        "Not all is done here as the file says:",
                        "  agents queue=mac are not looked at: a job runs where Sluice does (a)",
                        "  plugin docker#v5 is not run (a, b)");
        JsonNode notes = new ObjectMapper()
                .readTree(sluice("plan", "--json", "-f", "p.yml").out())
                .at("/notes");
        assertThat(notes.get(1).toString())
                .isEqualTo("{\"step\":\"a\",\"what\":\"plugin docker#v5\",\"why\":\"is not run\","
                        + "\"path\":\"steps[0].plugins[0]\",\"place\":\"p.yml:2:37\"}");
    }

    @Test
    void what_is_wrong_has_its_place_in_the_file_and_its_words() throws Exception {
        Files.writeString(
                directory.resolve("p.yml"),
                """
                steps:
                - {key: a, command: x, depends_on: c}
                - {key: b, command: x, paralelism: 2}
                """);
        assertThat(sluice("plan", "-f", "p.yml").errLines())
                .isEqualTo(List.of(
                        "p.yml:2:24: steps[0].depends_on: no step has the key \"c\" (did you mean \"a\"?)",
                        "p.yml:3:24: steps[1].paralelism: unknown field (did you mean \"parallelism\"?)"));
        Files.writeString(directory.resolve("p.yml"), "steps: [{key: a, command: x, parallelism: 0}]\n");
        assertThat(sluice("plan", "-f", "p.yml").err())
                .isEqualTo("p.yml:1:30: steps[0].parallelism: is 0; from 1 to 10,000\n");
        Files.writeString(directory.resolve("p.json"), "{\"nodes\": [}\n");
        assertThat(sluice("plan", "-f", "p.json").err()).isEqualTo("p.json:1:12: is not JSON: expected a value\n");
    }

    @Test
    void a_format_is_what_it_is_said_to_be() throws Exception {
        Files.writeString(directory.resolve("p.yml"), "kind: x\nsteps: [{command: a}]\n");
        assertThat(sluice("plan", "-f", "p.yml", "--format", "buildkite").out()).startsWith("p: 1 job in 1 step");
        assertThat(sluice("plan", "-f", "p.yml").err()).contains("kind: is \"x\", not \"Pipeline\"");
        assertThat(sluice("plan", "-f", "p.yml", "--format", "bildkite").err())
                .isEqualTo("--format bildkite: is none of sluice, nodes, graph, stages, buildkite (did you mean"
                        + " \"buildkite\"?)\n");
    }
}
