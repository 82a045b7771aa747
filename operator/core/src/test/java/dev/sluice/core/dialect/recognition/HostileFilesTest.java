package dev.sluice.core.dialect.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.dialect.YamlText;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever a file holds, its reader has a plan or a problem to tell, and never fails in another way. */
class HostileFilesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("X", "x", "LARGE", "l".repeat(100_000));

    private static final String BUILDKITE =
            """
            env: {A: "${X:-1}", B: 2}
            steps:
            - &one
              key: build
              label: ":hammer: {{matrix.os}}"
              command: ["make {{matrix.os}}", "$$X ${X:0:2}"]
              matrix: {setup: {os: [a, "b c"], arch: [x]}, adjustments: [{with: {os: a, arch: x}, skip: true}]}
              retry: {automatic: [{exit_status: "*", limit: 2}], manual: false}
              agents: {queue: q}
              plugins: [docker#v1: {image: x}]
            - wait: ~
              continue_on_failure: true
            - block: Release?
              fields: [{text: V, key: v}, {select: S, key: s, options: [{label: a, value: b}]}]
            - {<<: *one, key: two, depends_on: [{step: build, allow_failure: true}], soft_fail: [{exit_status: 1}]}
            - {group: g, steps: [{command: x, if: "build.branch == 'x'", branches: a b}], depends_on: build}
            - {trigger: other, async: true, build: {message: m}}
            """;

    private static final String STAGES =
            """
            name: p
            version: 1
            variables: {v: 1}
            triggers: [{event: push}, {schedule: "0 3 * * *"}]
            stages:
            - {name: a, agent: x, task: "t ${v}", timeout: 30m, on_failure: continue}
            - {name: b, agent: x, parallel_with: a, when: {labels: [l], or: {paths: ["a/**"]}}}
            - parallel: [{name: c, agent: x}, {name: d, agent: x, depends_on: [a, b]}]
            - {name: e, agent: x, on_failure: rollback, rollback_to: a, requires_approval: true, approvers: [z]}
            """;

    private static final String NODES =
            """
            {"version": "1.0", "nodes": [
              {"id": "a", "type": "t", "config": {"x": [1, null, "y"]}, "next": ["b", "c"]},
              {"id": "b", "type": "t", "next": "c"}, {"id": "c", "type": "u"}]}
            """;

    private static final String GRAPH =
            """
            {"version": 1, "pipelines": {"p": {"description": "d", "stages": ["a", "b"]}}, "stages": {
              "a": {"command": ["sh", "-c", "x"], "inputs": ["i"], "outputs": [{"path": "o", "schema": "s"}]},
              "b": {"runtime": "python", "script": "s.py", "dependsOn": ["a"], "env": {"E": "1"},
                    "hooks": {"before": [["a"]], "after": ["b"]}, "sideEffects": ["x"]}}}
            """;

    private static final String RESOURCE =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: p}
            spec:
              steps:
              - {name: a, script: x, matrix: {dimensions: {os: [a, b]}}, outputs: [o]}
              - {name: w, wait: {}}
              - {name: b, agent: x, task: "${steps.a.outputs.o[0]}", when: {any: [{branches: [m]}]}}
            """;

    private static final List<String> FILES = List.of(BUILDKITE, STAGES, NODES, GRAPH, RESOURCE);

    private static final List<String> PIECES = List.of(
            "${",
            "}",
            "$X",
            "${X:-",
            "$$",
            "{{matrix}}",
            "{{matrix.os}}",
            "<<: *one",
            "*one",
            "&one",
            "- ",
            ": ",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\"",
            "'",
            "\n",
            "  ",
            "~",
            "null",
            "true",
            "-1",
            "0",
            "99999999999",
            "1e400",
            "\t",
            "#",
            "!",
            "|\n",
            ">",
            "é😀",
            "\u0000",
            "\\",
            "steps:",
            "command",
            "wait",
            "depends_on",
            "stages",
            "nodes",
            "\"id\"",
            "matrix",
            "${matrix.os}",
            "${steps.a.outputs.b}",
            "/(/",
            "*",
            "{a,b}");

    @Property(tries = 1000)
    void a_file_with_slips_has_a_plan_or_problems(@ForAll("slips") String text) {
        read(text);
    }

    @Provide
    Arbitrary<String> slips() {
        Arbitrary<Tuple.Tuple3<Double, Integer, String>> slip = net.jqwik.api.Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of(PIECES))
                .as(Tuple::of);
        return net.jqwik.api.Combinators.combine(
                        Arbitraries.of(FILES), slip.list().ofMinSize(1).ofMaxSize(5))
                .as((file, slips) -> {
                    StringBuilder text = new StringBuilder(file);
                    slips.forEach(s -> {
                        int at = (int) (s.get1() * text.length());
                        text.replace(at, Math.min(text.length(), at + s.get2()), s.get3());
                    });
                    return text.toString();
                });
    }

    /** Trees of the words that the files have, in any place. */
    @Property(tries = 500)
    void any_tree_of_the_right_words_has_a_plan_or_problems(@ForAll("trees") Object tree) {
        for (Dialect dialect : Dialect.values()) {
            read(Source.of(tree), Optional.of(dialect));
        }
    }

    @Provide
    Arbitrary<Object> trees() {
        Arbitrary<Object> steps = tree(2).list().ofMaxSize(4).map(list -> list);
        return net.jqwik.api.Combinators.combine(Arbitraries.of("steps", "stages", "nodes", "spec"), steps, tree(2))
                .as((field, list, other) -> {
                    Map<String, Object> file = new LinkedHashMap<>();
                    file.put(field, list);
                    file.put("env", other);
                    file.put("variables", other);
                    return file;
                });
    }

    private static Arbitrary<Object> tree(int depth) {
        Arbitrary<String> names = Arbitraries.of(
                "command",
                "commands",
                "key",
                "label",
                "wait",
                "block",
                "input",
                "trigger",
                "group",
                "steps",
                "matrix",
                "setup",
                "adjustments",
                "with",
                "skip",
                "soft_fail",
                "exit_status",
                "retry",
                "automatic",
                "limit",
                "env",
                "agents",
                "plugins",
                "depends_on",
                "step",
                "allow_failure",
                "if",
                "branches",
                "concurrency",
                "concurrency_group",
                "parallelism",
                "fields",
                "text",
                "select",
                "options",
                "value",
                "default",
                "build",
                "name",
                "agent",
                "task",
                "when",
                "or",
                "and",
                "not",
                "parallel",
                "parallel_with",
                "on_failure",
                "rollback_to",
                "approvers",
                "requires_approval",
                "id",
                "type",
                "config",
                "next",
                "runtime",
                "script",
                "inputs",
                "outputs",
                "path",
                "hooks",
                "before",
                "after",
                "dependsOn",
                "timeout",
                "secrets",
                "image",
                "notify",
                "priority",
                "if_changed");
        Arbitrary<Object> scalars = Arbitraries.of(
                "a",
                "b",
                "wait",
                "",
                "*",
                "true",
                "${X}",
                "{{matrix}}",
                "{a,{b,c}}",
                "main release/*",
                "build.branch == \"x\"",
                0,
                1,
                -1,
                3,
                true,
                false,
                1.5);
        if (depth == 0) {
            return scalars;
        }
        return Arbitraries.frequencyOf(
                Tuple.of(2, scalars),
                Tuple.of(2, tree(depth - 1).list().ofMaxSize(3).map(list -> (Object) list)),
                Tuple.of(
                        4, Arbitraries.maps(names, tree(depth - 1)).ofMaxSize(6).map(map -> (Object) map)));
    }

    static Boolean read(String text) {
        try {
            for (Source file : text.startsWith("{\"")
                    ? List.of(Source.parseJson(text.getBytes(StandardCharsets.UTF_8)))
                    : Source.parse(text)) {
                read(file, Optional.empty());
            }
            return true;
        } catch (SourceException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    /** What is accepted, written as a resource, is planned the same. */
    private static void read(Source file, Optional<Dialect> format) {
        Dialect dialect = format.orElseGet(() -> Dialect.of(file));
        Source whole = Dialects.whole(dialect, file);
        Translation translation = Dialects.translate(dialect, whole, "p", ENVIRONMENT);
        translation.problems().forEach(problem -> whole.locate(problem.path()));
        List<Source> documents = new ArrayList<>(translation.documents());
        documents.subList(Math.min(5, documents.size()), documents.size()).clear();
        for (Source document : translation.problems().isEmpty() ? documents : List.<Source>of()) {
            Optional<Plan> plan = plan(document);
            if (plan.isPresent()) {
                assertThat(plan(again(document))).as(YamlText.of(document)).isEqualTo(plan);
            }
        }
    }

    private static Source again(Source document) {
        try {
            return Source.parse(YamlText.of(document)).get(0);
        } catch (SourceException e) {
            throw new AssertionError(YamlText.of(document), e);
        }
    }

    private static Optional<Plan> plan(Source document) {
        return ResourceReader.readPipeline(document)
                .then((Pipeline pipeline) -> Planner.plan(pipeline, Map.of()))
                .value();
    }
}
