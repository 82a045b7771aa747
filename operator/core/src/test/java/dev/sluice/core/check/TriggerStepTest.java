package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work.Program.Downstream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Steps that start a run of another pipeline, as they are read and checked (A1). */
class TriggerStepTest {

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("no pipeline named", "{}", "", "spec.steps[1].trigger.pipeline: is missing"),
                Arguments.of(
                        "no name of an object",
                        "{pipeline: My Pipeline}",
                        "",
                        "spec.steps[1].trigger.pipeline: \"My Pipeline\" is no name of an object: lower-case letters, digits, "
                                + "dashes and dots, a letter or digit at each end"),
                Arguments.of(
                        "an unknown variable in a variable",
                        "{pipeline: p, variables: {a: 'x ${nope}'}}",
                        "",
                        "spec.steps[1].trigger.variables.a: no variable named \"nope\""),
                Arguments.of(
                        "an unknown variable in a label",
                        "{pipeline: p, labels: [a, '${nope}']}",
                        "",
                        "spec.steps[1].trigger.labels[1]: no variable named \"nope\""),
                Arguments.of(
                        "an unknown variable in the event",
                        "{pipeline: p, event: {branch: '${nope}'}}",
                        "",
                        "spec.steps[1].trigger.event.branch: no variable named \"nope\""),
                Arguments.of(
                        "an output of a step that need not have ended, in the payload",
                        "{pipeline: p, payload: '${steps.build.outputs.url}'}",
                        "dependsOn: []",
                        "spec.steps[1].trigger.payload: \"build\" need not have ended when this step starts; name it in dependsOn"),
                Arguments.of(
                        "a reference that does not end",
                        "{pipeline: p, payload: '${a'}",
                        "",
                        "spec.steps[1].trigger.payload: \"${a\" has no closing }; write $${ for a literal ${"),
                Arguments.of(
                        "a field of its own jobs",
                        "{pipeline: p}",
                        "parallelism: 2",
                        "spec.steps[1].parallelism: goes with a step that runs something, not with trigger"),
                Arguments.of(
                        "a name of an environment variable that is Sluice's",
                        "{pipeline: p, variables: {SLUICE_RUN: x}}",
                        "",
                        "spec.steps[1].trigger.variables.SLUICE_RUN: \"SLUICE_RUN\" is set by Sluice itself; choose another name"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void what_is_wrong_is_said_with_its_place(String name, String trigger, String more, String problem) {
        assertThat(Written.problems(Written.steps(steps(trigger, more))))
                .singleElement()
                .asString()
                .endsWith(": " + problem);
    }

    @Test
    void it_may_be_skipped_and_its_failure_passed_over_and_its_run_is_an_output() {
        CommandStep step = (CommandStep) Written.pipeline(
                        Written.steps(
                                steps("{pipeline: p, async: true}", "skip: not now, onFailure: Continue")
                                        + "- {name: c, script: x, dependsOn: [b], environment: {RUN: '${steps.b.outputs.run}'}}\n"))
                .steps()
                .get(1);
        assertThat(step.skip()).contains("not now");
        assertThat(step.outputs()).containsExactly("run");
        assertThat(((Downstream) step.work().program().orElseThrow()).async()).isTrue();
    }

    private static String steps(String trigger, String more) {
        return "- {name: build, script: x, outputs: [url]}\n- {name: b, trigger: " + trigger
                + (more.isEmpty() ? "" : ", " + more) + "}\n";
    }
}
