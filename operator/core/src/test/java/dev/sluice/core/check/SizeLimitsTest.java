package dev.sluice.core.check;

import static dev.sluice.core.Written.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import dev.sluice.core.Written;
import dev.sluice.core.dialect.Source;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SizeLimitsTest {

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
        Duration limit = Duration.ofMillis(200);
        assertThat(CpuTime.least(() -> Written.problems(document), limit)).isLessThan(limit);
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
}
