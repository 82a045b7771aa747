package dev.sluice.core.check;

import static dev.sluice.core.Written.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Problem;
import dev.sluice.core.plan.Planner;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VariablesTest {

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
    void the_length_of_what_is_known_of_the_event_counts() {
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
}
