package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.Source;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReferencesTest {

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
}
