package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SoundConditionsTest {

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
}
