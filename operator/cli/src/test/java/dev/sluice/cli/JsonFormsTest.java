package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.kubernetes.ask.ApprovalId;
import dev.sluice.kubernetes.ask.DecisionQuestion.Answer;
import dev.sluice.kubernetes.ask.DecisionQuestion.Written;
import dev.sluice.kubernetes.gate.AskedGate;
import dev.sluice.kubernetes.gate.Saying;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What commands print for programs is held to the schemas in docs/schemas, by what they really print. */
class JsonFormsTest {

    private static final Path SCHEMAS = Path.of("../../docs/schemas");
    private static final ObjectMapper JSON = new ObjectMapper();

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
        String tests = Files.readString(Path.of("src/test/java/dev/sluice/cli/JsonFormsTest.java"));
        assertThat(withJson("", CommandTree.whole()))
                .contains("plan", "logs", "run-pipeline", "approval list", "approval approve")
                .allSatisfy(name -> assertThat(tests)
                        .as("a call of " + name + " --json, or what it prints, held to its schema")
                        .containsPattern("(call\\(\\s*\"" + name.replace(" ", "\",\\s*\"") + "\"|decided\\(\"" + name
                                + "\"|asked\\(\"" + name + "\")"));
    }

    @Test
    void what_is_told_of_nodes() throws IOException {
        sluice.file(
                "n.json",
                "{\"nodes\": [{\"id\": \"a\", \"type\": \"tells\", \"next\": \"b\"}, {\"id\": \"b\", \"type\": \"fails\"}]}");
        sluice.file(
                "agents.yaml", Sluice.agent("tells", "echo k=v >> $SLUICE_OUTPUT") + Sluice.agent("fails", "exit 3"));
        holds(
                "run-pipeline",
                sluice.call("run-pipeline", "--config", "n.json", "--dry-run", "--json")
                        .out());
        Sluice.Result failed = sluice.call("run-pipeline", "--config", "n.json", "--agents", "agents.yaml", "--json");
        assertThat(failed.status()).as(failed.err()).isEqualTo(1);
        holds("run-pipeline", failed.out());
    }

    /** Without a cluster: by the classes that print it. */
    @Test
    void what_is_told_of_approvals() throws Exception {
        sluice.file("run.yaml", ApprovalAuditCommandTest.RUN);
        holds(
                "audit",
                sluice.call("approval", "audit", "-f", "run.yaml", "--json").out());
        sluice.file("run.yaml", ApprovalAuditCommandTest.RUN.replace("person: alice", "person: carol"));
        holds(
                "audit",
                sluice.call("approval", "audit", "-f", "run.yaml", "--json").out());
        holds("approvals", asked("approval list"));
        AskedGate gate = AskedTextTest.gates().get(1);
        Saying no = Saying.reject("no");
        Saying away = Saying.delegate("bob", Optional.empty(), "");
        holds("decision", decided("approval approve", Saying.approve("", Map.of()), new Answer.Taken(gate)));
        holds("decision", decided("approval reject", no, new Answer.NotTaken("why")));
        holds("decision", decided("approval delegate", away, new Answer.Waits()));
    }

    /** Without a cluster: by the class that prints it; e2e/rerun and e2e/rollback compare it with what a cluster is asked. */
    @Test
    void what_is_told_of_runs_in_a_cluster() throws IOException {
        RunAsked again = RunAsked.again("shop-2", "n", "shop-1");
        RunAsked back = RunAsked.back("shop-1", "n", "deploy", "alice");
        for (RunAsked asked : List.of(again, back)) {
            holds("asked", asked.json());
            holds("asked", asked.ended("Succeeded", "").json());
        }
        assertThat(again.ended("Failed", "test failed").json())
                .isEqualTo("{\"run\":\"shop-2\",\"namespace\":\"n\",\"rerunOf\":\"shop-1\","
                        + "\"state\":\"Failed\",\"message\":\"test failed\"}");
        assertThat(back.json())
                .isEqualTo("{\"run\":\"shop-1\",\"namespace\":\"n\",\"to\":\"deploy\",\"by\":\"alice\"}");
    }

    private static String asked(String command) throws Exception {
        List<AskedGate> gates = new ArrayList<>(AskedTextTest.gates());
        gates.addAll(gates.stream().map(gate -> gate.pinned(Optional.empty())).toList());
        return printed(json -> json.gates(gates, command.endsWith("list")));
    }

    private static String decided(String command, Saying saying, Answer answer) throws Exception {
        assertThat(command).endsWith(saying.kind().name().toLowerCase(Locale.ROOT));
        Written written = new Written("n", "alice", Optional.of("sha256:1"), "key", saying, 0);
        ApprovalId id = ApprovalId.parse("r1/release");
        return printed(json -> json.object(fields -> ApprovalsInCluster.json(fields, id, written, answer)));
    }

    private static String printed(AskedJsonInCluster.Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AskedJsonInCluster.print(new PrintStream(out, true, StandardCharsets.UTF_8), content);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** By all their words; resume prints what rerun does. */
    private static Set<String> withJson(String before, CommandLine parent) {
        Set<String> names = new TreeSet<>();
        for (CommandLine command : new TreeSet<>(parent.getSubcommands().keySet())
                .stream().map(parent.getSubcommands()::get).toList()) {
            String name = before + command.getCommandName();
            if (hasJson(command)) {
                names.add(name.equals("resume") ? "rerun" : name);
            }
            names.addAll(withJson(name + " ", command));
        }
        return names;
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
