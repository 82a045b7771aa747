package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D1 to D5: every text whole, compared with its golden file. */
class RunPipelineCommandTest {

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void files() {
        sluice = new Sluice(directory);
        sluice.file(
                "nodes.json",
                """
                {
                  "version": "1.0",
                  "nodes": [
                    {"id": "in", "type": "ingest", "config": {"format": "alert"}, "next": "ctx"},
                    {"id": "ctx", "type": "context", "config": {"include": ["cpu", "disk"]}, "next": ["think", "Count it"]},
                    {"id": "think", "type": "intelligence", "config": {"provider": "local", "top_n": 5, "quote": "${x} \\"é\\""}},
                    {"id": "Count it", "type": "My_Own"}
                  ]
                }
                """);
        sluice.file(
                "agents.yaml",
                Sluice.agent("ingest", "echo alerts=1 >> $SLUICE_OUTPUT")
                        + Sluice.agent("context", "echo \"cpu=of $SLUICE_OUTPUTS_IN_ALERTS\" >> $SLUICE_OUTPUT")
                        + Sluice.agent("intelligence", "exit ${THINK:-0}")
                        + Sluice.agent(
                                "my-own",
                                "echo \"got=$SLUICE_PAYLOAD $SLUICE_SOURCE $environment $SLUICE_TRACE_ID $SLUICE_OUTPUTS_CTX_CPU\""
                                        + " >> $SLUICE_OUTPUT"));
    }

    private Sluice.Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("run-pipeline"));
        all.addAll(List.of(arguments));
        return sluice.call(all.toArray(String[]::new));
    }

    private static void golden(String name, int status, Sluice.Result result) {
        assertThat(result.status()).as(result.err()).isEqualTo(status);
        Golden.matches("run-pipeline/" + name + ".txt", Golden.same(status == 2 ? result.err() : result.out()));
    }

    @Test
    void a_dry_run_shows_a_config() {
        golden("dry-run-config", 0, run("--config", "nodes.json", "--dry-run"));
    }

    @Test
    void a_dry_run_shows_a_stored_definition() throws IOException {
        store("night");
        golden(
                "dry-run-definition",
                0,
                run(
                        "--definition",
                        "night",
                        "--dry-run",
                        "--payload",
                        "{\"server\": [\"web-01\", 7, true, null, {}]}",
                        "--source",
                        "grafana",
                        "--environment",
                        "production"));
    }

    private void store(String name) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(".sluice/definitions"));
        Files.copy(directory.resolve("nodes.json"), folder.resolve(name + ".json"));
    }

    @Test
    void a_dry_run_may_be_for_programs() {
        golden("dry-run-json", 0, run("--config", "nodes.json", "--dry-run", "--json"));
    }

    @Test
    void config_payload_and_outputs_reach_the_nodes_and_the_result_says_so() throws IOException {
        store("night");
        golden(
                "completed",
                0,
                run(
                        "--definition",
                        "night",
                        "--agents",
                        "agents.yaml",
                        "--payload",
                        "{\"a\": 1}",
                        "--source",
                        "grafana",
                        "--environment",
                        "production",
                        "--trace-id",
                        "t-1"));
    }

    @Test
    void the_result_is_for_programs_too() {
        golden("completed-json", 0, run("--config", "nodes.json", "--agents", "agents.yaml", "--json"));
    }

    @Test
    void a_node_that_fails_is_told_and_what_comes_after_it_is_not_executed() {
        sluice.file(
                "fails.json",
                """
                {"version": "2", "nodes": [
                  {"id": "in", "type": "ingest", "next": "think"},
                  {"id": "think", "type": "intelligence", "next": "tell"},
                  {"id": "tell", "type": "my-own"}
                ]}
                """);
        sluice.with("THINK", "7");
        golden("failed", 1, run("--config", "fails.json", "--agents", "agents.yaml"));
        golden("failed-json", 1, run("--config", "fails.json", "--agents", "agents.yaml", "--json"));
    }

    @Test
    void a_node_that_is_not_required_may_fail() throws IOException {
        Files.writeString(
                directory.resolve("nodes.json"),
                Files.readString(directory.resolve("nodes.json"))
                        .replace("\"type\": \"intelligence\",", "\"type\": \"intelligence\", \"required\": false,"));
        golden(
                "not-required",
                3,
                sluice.with("THINK", "7").call("run-pipeline", "--config", "nodes.json", "--agents", "agents.yaml"));
    }

    @Test
    void checks_only_skips_the_others_and_asks_for_no_agents_of_theirs() {
        sluice.file("checks.yaml", Sluice.agent("context", "echo ${SLUICE_PAYLOAD}"));
        golden("checks-only", 0, run("--config", "nodes.json", "--agents", "checks.yaml", "--checks-only"));
        sluice.file("none.json", "{\"nodes\": [{\"id\": \"a\", \"type\": \"x\"}]}");
        golden("checks-only-none", 2, run("--config", "none.json", "--checks-only"));
    }

    @Test
    void a_condition_skips_a_node() {
        sluice.file(
                "when.json",
                "{\"nodes\": [{\"id\": \"in\", \"type\": \"ingest\", \"when\": {\"variables\": {\"environment\": \"prod*\"}}}]}");
        golden("condition", 0, run("--config", "when.json"));
    }

    @Test
    void the_built_in_one_runs_on_a_sample() {
        sluice.file(
                "four.yaml",
                Sluice.agent("ingest", "echo \"$SLUICE_PAYLOAD\" > payload.json")
                        + Sluice.agent("context", "true")
                        + Sluice.agent("intelligence", "true")
                        + Sluice.agent("notify", "true"));
        golden("sample", 0, run("--sample", "--source", "alertmanager", "--agents", "four.yaml"));
        assertThat(directory.resolve("payload.json")).content().contains("\"groupKey\"");
    }

    @ParameterizedTest
    @CsvSource({"generic, severity", "alertmanager, groupKey", "grafana, title"})
    void a_sample_has_the_form_of_its_source(String source, String field) throws IOException {
        JsonNode would = new ObjectMapper()
                .readTree(run("--sample", "--source", source, "--dry-run", "--json")
                        .out());
        assertThat(would.at("/payload").has(field)).isTrue();
    }

    @Test
    void a_payload_may_be_a_file() throws IOException {
        sluice.file("p.json", "{\"from\": \"a file\"}");
        assertThat(run("--config", "nodes.json", "--file", "p.json", "--dry-run")
                        .out())
                .endsWith("Payload:\n{\n  \"from\": \"a file\"\n}\n");
    }

    @Test
    void user_errors_are_told_to_the_letter() throws IOException {
        golden("both", 2, run("--definition", "a", "--config", "b"));
        golden("definition-not-found", 2, run("--definition", "nigth"));
        store("night");
        golden("definition-not-found-hint", 2, run("--definition", "nigth"));
        golden("definition-outside", 2, run("--definition", "../../nodes"));
        golden("config-not-found", 2, run("--config", "missing.json"));
        sluice.file("bad.json", "{\"nodes\": [}");
        golden("invalid-json", 2, run("--config", "bad.json"));
        golden("neither", 2, run());
        golden("several-payloads", 2, run("--config", "nodes.json", "--sample", "--file", "x"));
        golden("invalid-payload", 2, run("--config", "nodes.json", "--payload", "{a: 1}"));
        golden("invalid-payload-file", 2, run("--config", "nodes.json", "--file", "bad.json"));
        golden("payload-file-not-found", 2, run("--config", "nodes.json", "--file", "missing.json"));
        golden("cluster-config", 2, run("--config", "nodes.json", "-n", "x"));
    }

    @Test
    void every_problem_of_a_definition_is_told() {
        sluice.file(
                "bad.json",
                """
                {"nodes": [
                  {"id": "in", "type": "ingest", "next": "contxt"},
                  {"id": "context"},
                  {"type": "notify", "then": 1},
                  {"id": "in", "type": "ai"}
                ]}
                """);
        golden("invalid", 2, run("--config", "bad.json", "--agents", "agents.yaml"));
        golden("invalid-dry-run", 2, run("--config", "bad.json", "--dry-run"));
        golden("no-agents", 2, run("--config", "nodes.json"));
        sluice.file("empty.json", "{\"nodes\": []}");
        golden("empty", 2, run("--config", "empty.json"));
        sluice.file("other.json", "{\"steps\": [\"make\"]}");
        golden("other-dialect", 2, run("--config", "other.json"));
        sluice.file("circle.json", "{\"nodes\": [{\"id\": \"a\", \"type\": \"x\", \"next\": \"a\"}]}");
        golden("circle", 2, run("--config", "circle.json"));
    }

    @Test
    void rerun_takes_over_and_shows_the_same_result() throws IOException {
        sluice.with("THINK", "7");
        JsonNode failed = new ObjectMapper()
                .readTree(run("--config", "nodes.json", "--agents", "agents.yaml", "--json")
                        .out());
        Sluice.Result again =
                new Sluice(directory).call("rerun", failed.at("/run_id").asText());
        golden("rerun", 0, again);
        assertThat(again.err())
                .contains("ctx taken over from " + failed.at("/run_id").asText());
    }

    @Test
    void stored_definitions_are_what_git_sees_of_the_folder() throws Exception {
        store("night");
        run("--definition", "night", "--agents", "agents.yaml");
        Git.in(directory, "init", "-q");
        assertThat(Git.in(directory, "ls-files", "--others", "--exclude-standard", ".sluice"))
                .isEqualTo(".sluice/definitions/night.json\n");
    }
}
