package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import dev.sluice.core.Written;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Problem;
import dev.sluice.core.plan.Planner;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChecksTest {

    /** A step of one name and what else is said of it. */
    private static String step(String name, String rest) {
        return "- {name: " + name + ", script: x" + (rest.isEmpty() ? "" : ", " + rest) + "}\n";
    }

    static Stream<Arguments> graphs() {
        return Stream.of(
                Arguments.of(
                        "two steps of one name",
                        step("a", "") + step("a", ""),
                        List.of("7:6: spec.steps[1].name: \"a\" is the name of spec.steps[0] already")),
                Arguments.of(
                        "a step of a group with the name of one outside",
                        step("a", "") + "- name: g\n  group: {steps: [{name: a, script: x}]}\n",
                        List.of("8:22: spec.steps[1].group.steps[0].name: \"a\" is the name of spec.steps[0] already")),
                Arguments.of(
                        "a step with its group's name",
                        "- name: g\n  group: {steps: [{name: g, script: x}]}\n",
                        List.of("7:22: spec.steps[0].group.steps[0].name: \"g\" is the name of spec.steps[0] already")),
                Arguments.of(
                        "an unknown step",
                        step("build", "") + step("b", "dependsOn: [buidl]"),
                        List.of("7:38: spec.steps[1].dependsOn[0]: no step named \"buidl\" (did you mean \"build\"?)")),
                Arguments.of(
                        "an unknown step that is like none",
                        step("build", "") + step("b", "dependsOn: [build, zzz]"),
                        List.of("7:45: spec.steps[1].dependsOn[1]: no step named \"zzz\"")),
                Arguments.of(
                        "a self-dependency",
                        step("a", "dependsOn: [a]"),
                        List.of("6:38: spec.steps[0].dependsOn[0]: \"a\" depends on itself")),
                Arguments.of(
                        "a step that depends on the group around it",
                        "- name: g\n  group: {steps: [{name: a, script: x, dependsOn: [g]}]}\n",
                        List.of(
                                "7:54: spec.steps[0].group.steps[0].dependsOn[0]: \"g\" is the group that this step is in")),
                Arguments.of(
                        "a group that depends on what is in it",
                        "- name: g\n  dependsOn: [a]\n  group: {steps: [{name: a, script: x}]}\n",
                        List.of("7:17: spec.steps[0].dependsOn[0]: \"a\" is a step of this group")),
                Arguments.of(
                        "a step named twice as a dependency",
                        step("a", "") + step("b", "dependsOn: [a, a]"),
                        List.of("7:41: spec.steps[1].dependsOn[1]: \"a\" is there twice")),
                Arguments.of(
                        "a rollback to a step that nobody has",
                        step("build", "") + step("b", "dependsOn: [build], onFailure: Rollback, rollbackTo: buidl"),
                        List.of("7:67: spec.steps[1].rollbackTo: no step named \"buidl\" (did you mean \"build\"?)")),
                Arguments.of(
                        "a rollback to a step that need not have run",
                        step("a", "") + step("b", "onFailure: Rollback, rollbackTo: a"),
                        List.of(
                                "7:47: spec.steps[1].rollbackTo: \"a\" need not have run when this step fails; name it in dependsOn")),
                Arguments.of(
                        "a rollback to a wait",
                        "- {name: w, wait: {}}\n" + step("b", "onFailure: Rollback, rollbackTo: w"),
                        List.of(
                                "7:47: spec.steps[1].rollbackTo: \"w\" runs nothing, so there is nothing to go back to")),
                Arguments.of(
                        "a rollback to itself, whose task reads what the step wrote",
                        step(
                                "a",
                                "outputs: [url], onFailure: Rollback, rollbackTo: a, rollback: {script: x, task: \"${steps.a.outputs.url}\"}"),
                        List.of()),
                Arguments.of(
                        "a rollback task that reads what nobody writes, and a matrix that it has no part in",
                        step(
                                "a",
                                "matrix: {dimensions: {os: [x]}}, rollback: {script: \"${matrix.os}\", task: \"${steps.a.outputs.url}\"}"),
                        List.of(
                                "6:70: spec.steps[0].rollback.script: ${matrix.os} is not known: a step is undone by one job, whatever its matrix",
                                "6:94: spec.steps[0].rollback.task: \"a\" has no \"url\" among its outputs")),
                Arguments.of(
                        "a cycle of two",
                        step("a", "dependsOn: [b]") + step("b", "dependsOn: [a]"),
                        List.of("6:26: spec.steps[0].dependsOn: these steps wait for one another: a → b → a")),
                Arguments.of(
                        "a cycle of three, in the order in which they wait",
                        step("x", "")
                                + step("a", "dependsOn: [c]")
                                + step("b", "dependsOn: [a]")
                                + step("c", "dependsOn: [b, x]"),
                        List.of("7:26: spec.steps[1].dependsOn: these steps wait for one another: a → b → c → a")),
                Arguments.of(
                        "two cycles",
                        step("a", "dependsOn: [b]")
                                + step("b", "dependsOn: [a]")
                                + step("c", "dependsOn: [d]")
                                + step("d", "dependsOn: [c]"),
                        List.of(
                                "6:26: spec.steps[0].dependsOn: these steps wait for one another: a → b → a",
                                "8:26: spec.steps[2].dependsOn: these steps wait for one another: c → d → c")),
                Arguments.of(
                        "a cycle by way of a wait",
                        step("a", "dependsOn: [b]") + "- {name: w, wait: {}}\n" + step("b", ""),
                        List.of("6:26: spec.steps[0].dependsOn: these steps wait for one another: a → w → b → a")),
                Arguments.of(
                        "a cycle by way of a group",
                        "- name: g\n  group: {steps: [{name: a, script: x, dependsOn: [b]}, {name: c, script: x}]}\n"
                                + step("b", "dependsOn: [g]"),
                        List.of(
                                "7:42: spec.steps[0].group.steps[0].dependsOn: these steps wait for one another: a → b → a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void a_graph_that_cannot_run_is_refused(String name, String steps, List<String> problems) {
        assertThat(Written.problems(Written.steps(steps))).isEqualTo(problems);
    }

    static Stream<Arguments> matrices() {
        String at = "spec.steps[0].matrix";
        String dimensions = "dimensions: {jdk: ['17', '21'], os: [debian]}";
        return Stream.of(
                Arguments.of(
                        "no value for a dimension",
                        dimensions + ", adjustments: [{with: {jdk: '17'}}]",
                        at + ".adjustments[0].with: has no value for the dimension \"os\""),
                Arguments.of(
                        "an unknown dimension",
                        dimensions + ", adjustments: [{with: {jdk: '17', os: debian, jkd: a}}]",
                        at + ".adjustments[0].with.jkd: no dimension named \"jkd\" (did you mean \"jdk\"?)"),
                Arguments.of(
                        "one combination twice",
                        dimensions
                                + ", adjustments: [{with: {jdk: '17', os: debian}}, {with: {os: debian, jdk: '17'}}]",
                        at + ".adjustments[1].with: is the combination of " + at + ".adjustments[0] already"),
                Arguments.of(
                        "a skip of what is not there",
                        dimensions + ", adjustments: [{with: {jdk: '8', os: debian}, skip: true}]",
                        at + ".adjustments[0].with: skips a combination that the matrix does not have"),
                Arguments.of(
                        "nothing left",
                        dimensions + ", adjustments: [{with: {jdk: '17', os: debian}, skip: true},"
                                + " {with: {jdk: '21', os: debian}, skip: true}]",
                        at + ": all combinations are skipped; to leave out the step, give it a skip"),
                Arguments.of(
                        "no combination named",
                        dimensions + ", adjustments: [{skip: true}]",
                        at + ".adjustments[0].with: is missing"),
                Arguments.of(
                        "an unknown field",
                        dimensions + ", adjustments: [{with: {jdk: '17', os: debian}, env: {}}]",
                        at + ".adjustments[0].env: unknown field (did you mean \"environment\"?)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("matrices")
    void an_adjustment_that_means_no_combination_is_refused(String name, String matrix, String problem) {
        assertThat(Written.problems(Written.steps(step("a", "matrix: {" + matrix + "}"))))
                .anySatisfy(line -> assertThat(line).endsWith(": " + problem))
                .hasSize(1);
    }

    private static String values(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(", ", "[", "]"));
    }

    @Test
    void a_matrix_of_ten_thousand_million_million_combinations_is_counted_and_not_made() {
        String dimensions = IntStream.range(0, 8)
                .mapToObj(i -> "d" + i + ": " + values(100))
                .collect(Collectors.joining(", "));
        Source document = Written.steps(step("a", "parallelism: 10000, matrix: {dimensions: {" + dimensions + "}}"));
        assertThat(Written.problems(document))
                .singleElement()
                .asString()
                .endsWith("spec.steps[0].matrix: is more than a million jobs (10,000,000,000,000,000 combinations ×"
                        + " parallelism 10,000); at most 10,000 a step");
        assertThat(CpuTime.of(() -> Written.problems(document))).isLessThan(Duration.ofMillis(200));
    }

    static Stream<Arguments> sizes() {
        String thousands = IntStream.range(0, 3)
                .mapToObj(i -> step("s" + i, "parallelism: 10000"))
                .collect(Collectors.joining());
        String groups = IntStream.range(0, 11)
                .mapToObj(g -> "- name: g" + g + "\n  group:\n    steps:\n"
                        + IntStream.range(0, 50)
                                .mapToObj(i -> "    " + step("g" + g + "s" + i, ""))
                                .collect(Collectors.joining()))
                .collect(Collectors.joining());
        String many = IntStream.range(0, 501).mapToObj(i -> step("s" + i, "")).collect(Collectors.joining());
        return Stream.of(
                Arguments.of(
                        "a matrix of a million",
                        step(
                                "a",
                                "matrix: {dimensions: {x: " + values(100) + ", z: " + values(100) + ", w: "
                                        + values(100) + "}}"),
                        "6:26: spec.steps[0].matrix: is 1,000,000 jobs; at most 10,000 a step"),
                Arguments.of(
                        "a matrix times parallelism",
                        step("a", "parallelism: 101, matrix: {dimensions: {x: " + values(100) + "}}"),
                        "6:44: spec.steps[0].matrix: is 10,100 jobs (100 combinations × parallelism 101); at most 10,000 a step"),
                Arguments.of("30,000 jobs", thousands, "5:3: spec.steps: are 30,000 jobs in all; at most 20,000"),
                Arguments.of("501 steps", many, "5:3: spec.steps: has 501 entries; at most 500"),
                Arguments.of(
                        "550 steps in groups",
                        groups,
                        "5:3: spec.steps: are 550 steps with those in groups; at most 500"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sizes")
    void what_is_too_large_is_refused(String name, String steps, String problem) {
        assertThat(Written.problems(Written.steps(steps))).containsExactly(problem);
    }

    @Test
    void skipped_combinations_do_not_count() {
        String skips = IntStream.range(0, 100)
                .mapToObj(i -> "{with: {x: '" + i + "', z: '0'}, skip: true}")
                .collect(Collectors.joining(", "));
        String matrix = "matrix: {dimensions: {x: " + values(100) + ", z: " + values(100) + "}, adjustments: [" + skips
                + ", {with: {x: a, z: b}}]}";
        assertThat(Written.planOfSteps(step("a", matrix)).jobCount()).isEqualTo(9_901);
    }

    static Stream<Arguments> references() {
        String task = "spec.steps[1].task";
        return Stream.of(
                Arguments.of(
                        "task: '${enviroment}'",
                        task + ": no variable named \"enviroment\" (did you mean \"environment\"?)"),
                Arguments.of("task: '${a'", task + ": \"${a\" has no closing }; write $${ for a literal ${"),
                Arguments.of("task: '${matrix.os}'", task + ": ${matrix.os} is not known: the step has no matrix"),
                Arguments.of(
                        "task: '${matrix.oss}', matrix: {dimensions: {os: [a]}}",
                        task + ": no dimension named \"oss\" (did you mean \"os\"?)"),
                Arguments.of(
                        "script: 'echo ${matrix.oss}', matrix: {dimensions: {os: [a]}}",
                        "spec.steps[1].script: no dimension named \"oss\" (did you mean \"os\"?)"),
                Arguments.of(
                        "script: 'echo ${matrix.os}', matrix: {dimensions: {os: [a, 'x; rm -rf /']}}",
                        "spec.steps[1].script: ${matrix.os} may be \"x; rm -rf /\", which a shell could take for more than a text;"
                                + " use \"$SLUICE_MATRIX_OS\" in a script, or values of letters, digits and . _ : / @ + - alone"),
                Arguments.of(
                        "command: [echo, 'a ${matrix.a-b}'], matrix: {dimensions: {a-b: [a]}, adjustments: [{with: {a-b: '$(x)'}}]}",
                        "spec.steps[1].command[1]: ${matrix.a-b} may be \"$(x)\", which a shell could take for more than a text;"
                                + " use \"$SLUICE_MATRIX_A_B\" in a script, or values of letters, digits and . _ : / @ + - alone"),
                Arguments.of(
                        "task: '${steps.biuld.outputs.url}'",
                        task + ": no step named \"biuld\" (did you mean \"build\"?)"),
                Arguments.of(
                        "task: '${steps.build.outputs.uri}'",
                        task + ": \"build\" has no \"uri\" among its outputs (did you mean \"url\"?)"),
                Arguments.of(
                        "task: '${steps.build.outputs.url}', dependsOn: []",
                        task + ": \"build\" need not have ended when this step starts; name it in dependsOn"),
                Arguments.of(
                        "task: '${steps.me.outputs.a}', outputs: [a]",
                        task + ": ${steps.me.outputs.a} is this step's own, and not known before its end"),
                Arguments.of(
                        "task: '${steps.w.outputs.a}', dependsOn: [w]",
                        task + ": \"w\" runs nothing, so it has no outputs"),
                Arguments.of(
                        "task: '${steps.many.outputs.num}', dependsOn: [many]",
                        task + ": \"many\" has 4 jobs; say whose output, e.g. ${steps.many.outputs.num[0]}"),
                Arguments.of(
                        "task: '${steps.many.outputs.num[4]}', dependsOn: [many]",
                        task + ": \"many\" has no job 4: it has 4, from 0"),
                Arguments.of(
                        "image: 'a:${steps.build.outputs.url}'",
                        "spec.steps[1].image: ${steps.build.outputs.url} can't be part of an image: what runs is fixed before a run starts"),
                Arguments.of("environment: {A: '${no}'}", "spec.steps[1].environment.A: no variable named \"no\""),
                Arguments.of("label: '${no}'", "spec.steps[1].label: no variable named \"no\""),
                Arguments.of("config: {a: ['${no}']}", "spec.steps[1].config: no variable named \"no\""),
                Arguments.of(
                        "matrix: {dimensions: {os: [a]}, adjustments: [{with: {os: a}, environment: {A: '${no}'}}]}",
                        "spec.steps[1].matrix.adjustments[0].environment.A: no variable named \"no\""),
                Arguments.of(
                        "task: '" + "${long}".repeat(33) + "'",
                        task + ": may have 132,000 characters once all ${…} are replaced; at most 131,071"));
    }

    private static Source withReader(String reader) {
        String kind = reader.startsWith("script") || reader.startsWith("command") || reader.startsWith("image")
                ? ""
                : "agent: a, ";
        return Written.spec("variables: {environment: prod, long: " + "x".repeat(4000) + "}\nsteps:\n"
                + "- {name: build, script: x, outputs: [url]}\n"
                + "- {name: me, " + kind + reader + (reader.contains("dependsOn") ? "" : ", dependsOn: [build]") + "}\n"
                + "- {name: many, script: x, dependsOn: [], parallelism: 2, matrix: {dimensions: {q: ['1', '2']}}, outputs: [num]}\n"
                + "- {name: w, wait: {}, dependsOn: [many]}\n");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("references")
    void what_names_nothing_is_refused(String reader, String problem) {
        assertThat(Written.problems(withReader(reader)))
                .singleElement()
                .asString()
                .endsWith(": " + problem);
    }

    static Stream<String> goodReferences() {
        return Stream.of(
                "task: '${environment} ${steps.build.outputs.url} ${steps.build.outputs.url[0]} $${x} $y'",
                "script: 'echo ${HOME:-x} $y $${z} ${matrix.os}', matrix: {dimensions: {os: ['a.b_c:d/e@f+g-h', '']}}",
                "image: 'a:${matrix.os}-${environment}', matrix: {dimensions: {os: [a]}}",
                "task: '${steps.many.outputs.num[3]}', dependsOn: [many]",
                "task: '${steps.many.outputs.num[0]}', dependsOn: [w]",
                "label: 'On ${matrix.os}', matrix: {dimensions: {os: ['a b; c']}}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goodReferences")
    void what_names_something_is_let_through(String reader) {
        assertThat(Written.problems(withReader(reader))).isEmpty();
    }

    static Stream<Arguments> gates() {
        String fields = "spec.steps[1].block.fields";
        return Stream.of(
                Arguments.of(
                        "{prompt: '${matrix.a}'}",
                        List.of("spec.steps[1].block.prompt: ${matrix.a} is not known: the step has no matrix")),
                Arguments.of(
                        "{prompt: '${steps.after.outputs.a}'}",
                        List.of(
                                "spec.steps[1].block.prompt: \"after\" need not have ended when this step starts; name it in dependsOn")),
                Arguments.of(
                        "{fields: [{key: a, default: one, format: '[0-9]+'}]}",
                        List.of(fields + "[0].default: can't be \"one\": it must match [0-9]+")),
                Arguments.of(
                        "{fields: [{key: a, type: Select, default: c, options: [{value: a}, {value: b}]}]}",
                        List.of(fields + "[0].default: can't be \"c\": choose one of a, b")),
                Arguments.of(
                        "{fields: [{key: a, type: Select, format: x, options: [{value: a}, {value: a}, {value: ''}]}]}",
                        List.of(
                                fields + "[0].format: goes with type: Text",
                                fields + "[0].options[1].value: \"a\" is there twice",
                                fields + "[0].options[2].value: is empty, which is no answer")),
                Arguments.of(
                        "{fields: [{key: a, multiple: true}]}",
                        List.of(fields + "[0].multiple: goes with type: Select")),
                Arguments.of(
                        "{fields: [{key: a}, {key: A}]}",
                        List.of(fields
                                + "[1].key: is SLUICE_OUTPUTS_GATE_A in later steps, as spec.steps[1].block.fields[0].key is;"
                                + " rename one of them")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gates")
    void what_nobody_can_answer_is_refused(String block, List<String> problems) {
        String steps = step("build", "outputs: [tag]") + "- {name: gate, dependsOn: [build], block: " + block + "}\n"
                + step("after", "outputs: [a]");

        assertThat(Written.problems(Written.spec("steps:\n" + steps)).stream()
                        .map(problem -> problem.replaceFirst("^\\d+:\\d+: ", "")))
                .containsExactlyElementsOf(problems);
    }

    @Test
    void a_gate_asks_with_what_is_known_and_its_answers_are_outputs() {
        String steps = step("build", "outputs: [tag]")
                + "- {name: gate, dependsOn: [build], block: {prompt: 'Release ${steps.build.outputs.tag} to ${place}?',"
                + " fields: [{key: a, default: x, type: Select, multiple: true, options: [{value: x}]}]}}\n"
                + "- {name: after, agent: a, task: '${steps.gate.outputs.a}'}\n";

        assertThat(Written.problems(Written.spec("variables: {place: here}\nsteps:\n" + steps)))
                .isEmpty();
    }

    static Stream<Arguments> variables() {
        return Stream.of(
                Arguments.of(
                        "{a: '${b}', b: '${a}'}", "spec.variables.a: these variables refer to one another: a → b → a"),
                Arguments.of("{a: '${a}'}", "spec.variables.a: these variables refer to one another: a → a"),
                Arguments.of(
                        "{aaa: '${aab}'}", "spec.variables.aaa: no variable named \"aab\" (did you mean \"aaa\"?)"),
                Arguments.of("{a: '${matrix.os}'}", "spec.variables.a: ${matrix.os} is known in steps alone"),
                Arguments.of(
                        "{a: '${steps.a.outputs.b}'}",
                        "spec.variables.a: ${steps.a.outputs.b} is known in steps alone"),
                Arguments.of("{a: '${'}", "spec.variables.a: \"${\" has no closing }; write $${ for a literal ${"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variables")
    void variables_without_a_value_are_refused(String variables, String problem) {
        assertThat(Written.problems(Written.spec("variables: " + variables + "\nsteps:\n" + step("s", ""))))
                .containsExactly("5:15: " + problem);
    }

    @Test
    void variables_that_double_one_another_are_counted_and_not_made() {
        String doubling = IntStream.range(1, 90)
                .mapToObj(i -> ", v" + i + ": '${v" + (i - 1) + "}${v" + (i - 1) + "}'")
                .collect(Collectors.joining());
        assertThat(Written.problems(Written.spec("variables: {v0: x" + doubling + "}\nsteps:\n" + step("s", ""))))
                .first()
                .asString()
                .endsWith("spec.variables.v13: has 8,192 characters once its variables are replaced; at most 4,096");
    }

    @Test
    void the_pipelines_environment_may_name_variables_alone() {
        assertThat(Written.problems(Written.spec(
                        "variables: {a: b}\nenvironment: {A: '${a}', B: '${b}', C: '${matrix.os}'}\nsteps:\n"
                                + step("s", ""))))
                .containsExactly(
                        "6:28: spec.environment.B: no variable named \"b\" (did you mean \"a\"?)",
                        "6:39: spec.environment.C: ${matrix.os} is known in steps alone");
    }

    @Test
    void a_run_gives_values_to_declared_variables_alone() {
        Source document = Written.spec("variables: {environment: a}\nsteps:\n" + step("s", ""));
        assertThat(Written.problems(document, Map.of("environment", "${anything}")))
                .isEmpty();
        assertThat(Written.problems(document, Map.of("enviroment", "prod")))
                .containsExactly("5:3: spec.variables.enviroment: the pipeline declares no variable \"enviroment\""
                        + " (did you mean \"environment\"?)");
        assertThat(Written.problems(document, Map.of("environment", "x".repeat(4097))))
                .containsExactly("5:15: spec.variables.environment: has more than 4,096 characters");
    }

    @Test
    void groups_are_named_by_variables_and_by_the_matrix_alone() {
        assertThat(
                        Written.problems(
                                Written.spec(
                                        "variables: {branch: main}\nconcurrency: {group: 'a-${branch}-${matrix.os}'}\nsteps:\n"
                                                + step("b", "")
                                                + step(
                                                        "s",
                                                        "dependsOn: [b], concurrency: {group: '${matrix.os}-${brunch}-${steps.b.outputs.x}'}"))))
                .extracting(problem -> problem.replaceAll("^[0-9:]+ ", ""))
                .containsExactly(
                        "spec.concurrency.group: ${matrix.os} is known in steps alone",
                        "spec.steps[1].concurrency.group: ${matrix.os} is not known: the step has no matrix",
                        "spec.steps[1].concurrency.group: no variable named \"brunch\" (did you mean \"branch\"?)",
                        "spec.steps[1].concurrency.group: ${steps.b.outputs.x} can't be part of a group: it is fixed before a run starts");
    }

    @Test
    void groups_stay_short_whatever_is_put_into_them() {
        Source document = Written.spec("variables: {branch: main}\nconcurrency: {group: 'a-${branch}'}\nsteps:\n"
                + step("s", "concurrency: {group: 'b-${branch}'}"));
        assertThat(Written.problems(document)).isEmpty();
        assertThat(Written.problems(document, Map.of("branch", "x".repeat(252))))
                .extracting(problem -> problem.replaceAll("^[0-9:]+ ", ""))
                .containsExactly(
                        "spec.concurrency.group: may have 254 characters once all ${…} are replaced; at most 253",
                        "spec.steps[0].concurrency.group: may have 254 characters once all ${…} are replaced; at most 253");
    }

    @Test
    void two_outputs_of_one_name_in_the_environment_are_refused() {
        assertThat(Written.problems(Written.steps(step("a-b", "outputs: [c]") + step("a", "outputs: [b_c]"))))
                .containsExactly("7:36: spec.steps[1].outputs[0]: is SLUICE_OUTPUTS_A_B_C in later steps, as"
                        + " spec.steps[0].outputs[0] is; rename one of them");
        assertThat(Written.problems(Written.steps(step("a", "outputs: [url, URL]"))))
                .hasSize(1);
    }

    static Stream<Arguments> conditions() {
        String at = "spec.steps[0].when";
        return Stream.of(
                Arguments.of(
                        "an expression",
                        "expression: 'build.brnch == \"main\"'",
                        List.of(
                                at
                                        + ".expression: column 1: no variable named \"build.brnch\" (did you mean \"build.branch\"?)")),
                Arguments.of(
                        "an expression two levels down",
                        "any: [{branches: [a]}, {not: {expression: '('}}]",
                        List.of(at + ".any[1].not.expression: column 2: needs a value here, not the end")),
                Arguments.of(
                        "a variable that nobody declares",
                        "variables: {enviroment: a}",
                        List.of(
                                at
                                        + ".variables.enviroment: no variable named \"enviroment\" (did you mean \"environment\"?)")),
                Arguments.of(
                        "a path that is excluded",
                        "all: [{paths: [a, '!b']}]",
                        List.of(at
                                + ".all[0].paths[1]: begins with !, which branches alone know; use not: {paths: …}")),
                Arguments.of(
                        "several at once",
                        "expression: 'true)', variables: {zzz: ''}",
                        List.of(
                                at + ".variables.zzz: no variable named \"zzz\"",
                                at + ".expression: column 5: \")\" is not expected here")),
                Arguments.of("what is right", "variables: {environment: a, branch: b, event: c}", List.of()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("conditions")
    void conditions_that_cannot_be_judged_are_refused(String name, String when, List<String> problems) {
        String variables = "variables: {environment: a}\nsteps:\n";
        for (String kind : List.of("script: x", "wait: {}", "group: {steps: [{name: b, script: x}]}")) {
            assertThat(
                            Written.problems(Written.spec(
                                            variables + "- {name: a, " + kind + ", when: {" + when + "}}\n"))
                                    .stream()
                                    .map(problem -> problem.replaceFirst("^\\d+:\\d+: ", "")))
                    .isEqualTo(problems);
        }
    }

    @Test
    void a_condition_that_cannot_be_read_is_not_judged_as_well() {
        assertThat(Written.problems(Written.steps("- {name: a, script: x, when: {paths: '!a', expression: '('}}\n")))
                .containsExactly("6:33: spec.steps[0].when.paths: is a string, not a list");
    }

    @Test
    void what_is_known_of_the_event_goes_by_names_of_its_own() {
        Source document = Written.spec(
                """
                variables: {group: "deploy-${branch}", tag: mine}
                environment: {REVISION: "${revision}"}
                steps:
                - {name: a, script: x, task: "${group} ${tag} ${event}", image: "x:${brunch}"}
                """);
        assertThat(Written.problems(document))
                .containsExactly("8:60: spec.steps[0].image: no variable named \"brunch\" (did you mean \"branch\"?)");
    }

    @Test
    void its_length_counts() {
        Source document =
                Written.spec("variables: {a: \"" + "${branch}".repeat(50) + "\"}\nsteps: [{name: a, script: x}]\n");
        assertThat(Written.problems(document)).isEmpty();
        assertThat(ResourceReader.readPipeline(document)
                        .then(p -> Planner.plan(p, Written.request("event: {branch: " + "b".repeat(200) + "}")))
                        .problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "spec.variables.a: has 10,000 characters once its variables are replaced; at most 4,096");
    }

    static Stream<Arguments> approvals() {
        return Stream.of(
                Arguments.of("{approvers: [a, b], quorum: 3}", "approval.quorum: is 3, and there are 2 approvers"),
                Arguments.of("{onTimeout: Approve}", "approval.onTimeout: goes with timeout"),
                Arguments.of(
                        "{approvers: [a, 'group:']}",
                        "approval.approvers[1]: is no name of a user, nor of a group as group:NAME"),
                Arguments.of("{approvers: [a, 'group:b'], quorum: 3}", ""),
                Arguments.of("{quorum: 3}", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("approvals")
    void an_approval_that_nobody_can_give_is_refused(String approval, String expected) {
        List<String> problems =
                Written.problems(Written.spec("steps:\n- {name: a, script: x, approval: " + approval + "}\n"));

        assertThat(problems.stream().map(p -> p.replaceFirst("^\\d+:\\d+: spec.steps\\[0\\].", "")))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void people_may_be_asked_where_targets_come_in_batches() {
        String spec = "rollout: {batchSize: 1}\ntargets: [{name: a}, {name: b}]\nsteps:\n- {name: go, block: {}}\n";
        assertThat(Written.problems(Written.spec(spec))).isEmpty();
    }
}
