package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands print for programs is held to the schemas in docs/schemas, by what they really print. */
class JsonFormsTest {

    private static final Path SCHEMAS = Path.of("../../docs/schemas");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What they print is pinned letter by letter in tests of their own. */
    private static final Set<String> ELSEWHERE = Set.of("approval", "run-pipeline", "run_pipeline");

    private static final String PIPELINE =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: story}
            spec:
              description: All there is
              variables: {who: nobody}
              targets: [{name: one}, {name: two}]
              steps:
              - name: build
                label: Make it
                matrix: {dimensions: {os: [lin, win]}}
                script: 'echo "k=v" >> "$SLUICE_OUTPUT"; printf "a\\tb\\033[31m \\"c\\"\\n"'
                outputs: [k]
                environment: {A: "${who}"}
                secretEnvironment: [{name: HOME, secret: s, key: k}]
                retry: {limit: 1}
                timeout: 5m
                rollback: {script: 'true'}
              - {name: w, wait: {}}
              - {name: ask, block: {prompt: Sure, fields: [{key: v, default: x}]}}
              - {name: never, skip: not today, script: 'true'}
              - {name: last, command: [sh, -c, 'exit 4'], approval: {approvers: [anna], quorum: 1, timeout: 1h}, onFailure: Rollback, rollbackTo: build}
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
    void what_is_told_of_pipelines() throws IOException {
        holds("plan", sluice.call("plan", "--json").out());
        holds(
                "plan",
                sluice.call("run", "--dry-run", "--only", "build", "--json").out());
        holds("list", sluice.call("list", "--json").out());
        for (String stage : List.of("build", "w", "ask", "never", "last")) {
            holds("stage", sluice.call("describe", stage, "--json").out());
        }
        holds("pipeline", sluice.call("describe", "story", "--json").out());
        holds("pipeline", sluice.call("describe", "do-all", "--json").out());
        holds("validate", sluice.call("validate", "--json").out());
        holds("convert", sluice.call("convert", "--json").out());
        holds("version", sluice.call("version", "--json").out());
        holds("runs", sluice.call("list", "--runs", "--json").out());
        holds("init", sluice.call("init", "--list", "--json").out());
        holds("init", sluice.call("init", "ci", "-o", "ci.yaml", "--json").out());
        sluice.file("wrong.yaml", PIPELINE.replace("matrix", "matrx"));
        Sluice.Result wrong = sluice.call("validate", "wrong.yaml", "--json");
        assertThat(wrong.status()).isEqualTo(2);
        holds("validate", wrong.out());
        Sluice.Result doctor = sluice.with("KUBECONFIG", "").call("doctor", "--json");
        holds("doctor", doctor.out());
        assertThat(doctor.out()).doesNotContain(System.getenv("HOME") + "\"");
    }

    @Test
    void what_is_told_of_runs() throws IOException {
        Sluice.Result run = sluice.call("run", "--json", "--approve", "ask", "--approve", "last");
        assertThat(run.status()).isEqualTo(1);
        holds("run", run.out());
        String name = JSON.readTree(run.out()).get("run").asText();
        holds("run", sluice.call("rerun", name, "--json").out());
        holds("run", sluice.call("rollback", name, "--to", "build", "--json").out());
        holds("run", sluice.call("run-stage", "build", "--json").out());
        holds("runs", sluice.call("list", "--runs", "--json").out());
        List<String> lines = sluice.call("logs", name, "build", "--json").outLines();
        assertThat(lines).hasSize(4);
        for (String line : lines) {
            holds("logs", line);
            assertThat(JSON.readTree(line).get("line").asText()).as("raw").isEqualTo("a\tb\u001b[31m \"c\"");
        }
    }

    @Test
    void every_command_that_prints_json_is_looked_at() throws IOException {
        Set<String> commands = CommandTree.whole().getSubcommands().entrySet().stream()
                .filter(command -> hasJson(command.getValue()))
                .map(command -> command.getKey())
                .filter(name -> !ELSEWHERE.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        String tests = Files.readString(Path.of("src/test/java/dev/sluice/cli/JsonFormsTest.java"));
        assertThat(commands).contains("plan", "logs").allSatisfy(name -> assertThat(tests)
                .as("a call of " + name + " --json, held to its schema")
                .containsPattern("call\\(\"" + (name.equals("resume") ? "rerun" : name) + "\""));
    }

    @Test
    void every_schema_is_one() throws IOException {
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            for (Path file : files.toList()) {
                assertThat(JSON.readTree(file.toFile()).get("$schema").asText())
                        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            }
        }
    }

    private static boolean hasJson(CommandLine command) {
        return command.getCommandSpec().findOption("--json") != null;
    }

    private static void holds(String schema, String text) throws IOException {
        JsonNode value = JSON.readTree(text);
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JSON.readTree(
                                SCHEMAS.resolve(schema + ".schema.json").toFile()))
                        .validate(value))
                .as(schema + ": " + text)
                .isEmpty();
    }
}
