package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Exchange;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.Work.Program;
import dev.sluice.core.plan.Planner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** E1, E5, E6: inputs, artifacts, sideEffects, hooks and cache of a step. */
class FilesAndHooksTest {

    @Test
    void a_step_says_what_it_reads_writes_and_changes_and_what_runs_around_it() {
        CommandStep step = (CommandStep) Written.pipeline(
                        Written.steps(
                                """
                                - name: a
                                  script: x
                                  inputs: ["src/**", "${version}.txt"]
                                  artifacts: [{path: out/a.json, schema: a.schema.json}, {path: "b"}]
                                  sideEffects: [deploys]
                                  hooks: {before: [{command: [echo, a]}], after: [{script: "echo b"}]}
                                  cache: {}
                                """))
                .steps()
                .get(0);
        assertThat(step.exchange())
                .isEqualTo(new Exchange(
                        List.of("src/**", "${version}.txt"),
                        List.of(
                                new Artifact("out/a.json", Optional.of("a.schema.json")),
                                new Artifact("b", Optional.empty())),
                        List.of("deploys"),
                        new Hooks(
                                List.of(new Program.Command(List.of("echo", "a"))),
                                List.of(new Program.Script("echo b"))),
                        Optional.of(true)));
    }

    static Stream<Arguments> faults() {
        String below = "is no path below the working directory: it has no / first, no .. in it, no backslash";
        return Stream.of(
                Arguments.of("inputs: [/etc/passwd]", List.of("inputs[0]: \"/etc/passwd\" " + below)),
                Arguments.of("inputs: [a/../../b]", List.of("inputs[0]: \"a/../../b\" " + below)),
                Arguments.of("inputs: [a, a]", List.of("inputs[1]: \"a\" is there twice")),
                Arguments.of(
                        "artifacts: [{path: .., schema: ../x}, {}]",
                        List.of(
                                "artifacts[0].path: \"..\" " + below,
                                "artifacts[0].schema: \"../x\" " + below,
                                "artifacts[1].path: is missing")),
                Arguments.of("artifacts: [{path: a}, {path: a}]", List.of("artifacts[1].path: \"a\" is there twice")),
                Arguments.of("artifacts: [{path: '${b}'}]", List.of("artifacts[0].path: no variable named \"b\"")),
                Arguments.of(
                        "hooks: {before: [{command: []}, {}], afer: []}",
                        List.of(
                                "hooks.before[0].command: is empty",
                                "hooks.before[1].command: is missing, and script too",
                                "hooks.afer: unknown field (did you mean \"after\"?)")),
                Arguments.of(
                        "hooks: {after: [{script: x, command: [z]}]}",
                        List.of("hooks.after[0].command: excludes script; name one of the two")),
                Arguments.of(
                        "matrix: {dimensions: {os: [a b]}}, hooks: {after: [{script: 'echo ${matrix.os}'}]}",
                        List.of("hooks.after[0].script: ${matrix.os} may be \"a b\", which a shell could take for more "
                                + "than a text; use \"$SLUICE_MATRIX_OS\" in a script, or values of letters, digits and "
                                + ". _ : / @ + - alone")),
                Arguments.of(
                        "cache: {}",
                        List.of(
                                "cache.enabled: goes with inputs: the files that tell whether the step would do anything new")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void what_is_wrong_is_told_with_its_place(String fields, List<String> messages) {
        assertThat(problems("- {name: a, script: x, " + fields + "}"))
                .containsExactlyInAnyOrderElementsOf(
                        messages.stream().map(m -> "spec.steps[0]." + m).toList());
    }

    @Test
    void around_an_agents_own_command_nothing_stands() {
        String why =
                "goes with a script or command of the step's own: around an image's or agent's own command there is no place";
        assertThat(problems("- {name: a, agent: x, hooks: {before: [{script: z}]}, artifacts: [{path: b}]}"))
                .containsExactly("spec.steps[0].hooks: " + why, "spec.steps[0].artifacts: " + why);
    }

    @Test
    void a_wait_and_a_gate_have_none_of_it() {
        assertThat(problems("- {name: a, wait: {}, inputs: [x], hooks: {}}"))
                .containsExactly(
                        "spec.steps[0].inputs: goes with a step that runs something, not with wait",
                        "spec.steps[0].hooks: goes with a step that runs something, not with wait");
    }

    @Test
    void all_of_it_together_is_one_argument_for_linux() {
        String quotes = "'".repeat(40_000);
        assertThat(problems("- {name: a, script: \"" + quotes + "\", artifacts: [{path: b}]}"))
                .singleElement()
                .asString()
                .startsWith("spec.steps[0].artifacts: make one script");
    }

    private static List<String> problems(String steps) {
        var reading = ResourceReader.readPipeline(Written.steps(steps));
        var problems = reading.value().isPresent()
                ? Planner.plan(reading.value().get(), Map.of()).problems()
                : reading.problems();
        return problems.stream().map(p -> p.path() + ": " + p.message()).toList();
    }
}
