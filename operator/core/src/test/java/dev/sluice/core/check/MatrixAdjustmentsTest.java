package dev.sluice.core.check;

import static dev.sluice.core.Written.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MatrixAdjustmentsTest {

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
}
