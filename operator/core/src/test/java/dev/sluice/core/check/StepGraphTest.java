package dev.sluice.core.check;

import static dev.sluice.core.Written.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepGraphTest {

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
}
