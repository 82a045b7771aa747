package dev.sluice.core.check;

import static dev.sluice.core.Written.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GateFormsTest {

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
}
