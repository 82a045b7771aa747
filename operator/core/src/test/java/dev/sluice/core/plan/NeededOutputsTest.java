package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.Choice;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which steps a run leaves out, and what the others read of them (E3). */
class NeededOutputsTest {

    private static final Pipeline PIPELINE = Written.pipeline(
            Written.steps(
                    """
                    - {name: build, script: x, outputs: [url, url_two]}
                    - {name: other, script: x, outputs: [k], approval: {approvers: [anna]}}
                    - {name: gate, dependsOn: [build, other], block: {prompt: p, fields: [{key: v}]}}
                    - {name: g, group: {steps: [{name: one, dependsOn: [gate], environment: {U: "${steps.build.outputs.url}"}, script: x}]}}
                    - {name: two, dependsOn: [gate], script: 'echo $SLUICE_OUTPUTS_BUILD_URL_TWO'}
                    - {name: three, dependsOn: [gate], label: "${steps.gate.outputs.v}", script: x}
                    """));

    private static Plan plan(Choice choice) {
        return Planner.plan(PIPELINE, RunRequest.NONE.withChoice(choice))
                .value()
                .orElseThrow();
    }

    private static NeededOutputs needed(List<String> only, List<String> skip) {
        return NeededOutputs.of(PIPELINE, plan(Choice.ALL), plan(Choice.of(only, skip)));
    }

    private static List<String> run(Choice choice) {
        return plan(choice).steps().values().stream()
                .filter(step -> step.skipped().isEmpty())
                .map(PlannedStep::name)
                .toList();
    }

    @Test
    void what_is_chosen_runs_and_the_gates_before_it() {
        assertThat(run(Choice.of(List.of("g"), List.of()))).containsExactly("gate", "one");
        assertThat(run(Choice.of(List.of("build", "two"), List.of("gate")))).containsExactly("build", "two");
        assertThat(run(Choice.of(List.of(), List.of("g", "gate")))).containsExactly("build", "other", "two", "three");
        assertThat(plan(Choice.of(List.of("build"), List.of())).step("two").skipped())
                .contains("not chosen");
    }

    @Test
    void an_output_that_a_text_names_is_demanded_and_one_in_the_environment_wanted() {
        assertThat(needed(List.of("one"), List.of()).demanded())
                .containsExactly(new NeededOutputs.Use("spec.steps[3].group.steps[0]", "one", "build", "url", false));
        assertThat(needed(List.of("one"), List.of()).wanted()).containsExactly("build", "other");
        assertThat(needed(List.of("two"), List.of()).demanded())
                .as("a variable's name is a word")
                .extracting(NeededOutputs.Use::key)
                .containsExactly("url_two");
        assertThat(needed(List.of(), List.of("gate")).demanded())
                .extracting(NeededOutputs.Use::ofGate)
                .containsExactly(true);
        assertThat(needed(List.of("build"), List.of())).isEqualTo(new NeededOutputs(List.of(), Set.of()));
    }

    @Test
    void what_is_taken_has_its_jobs_and_asks_nobody() {
        Plan plan = plan(Choice.of(List.of("one"), List.of()).taking(Set.of("build", "other"), "r1"));
        assertThat(plan.step("other").jobs()).hasSize(1);
        assertThat(plan.gates()).extracting(gate -> gate.gate()).containsExactly("gate");
        assertThat(plan.maxConcurrency()).isEqualTo(1);
    }
}
