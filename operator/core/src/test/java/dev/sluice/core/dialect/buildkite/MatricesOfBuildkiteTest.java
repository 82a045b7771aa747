package dev.sluice.core.dialect.buildkite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Foreign;
import org.junit.jupiter.api.Test;

/** A2: what adjustments of a matrix say, be it one step here or spread over several. */
class MatricesOfBuildkiteTest {

    @Test
    void why_a_combination_is_left_out_is_noted() {
        Foreign file = Foreign.of(
                """
                steps:
                - key: test
                  command: x {{matrix.os}}
                  matrix:
                    setup: {os: [a, b, c], jdk: ["17", "21"]}
                    adjustments:
                    - {with: {os: b, jdk: "17"}, skip: "no such\\tmachine"}
                    - {with: {os: c}, skip: true}
                """);
        assertThat(file.plan().jobCount()).isEqualTo(3);
        assertThat(file.notes()).containsExactly("a combination of its matrix is left out: no such?machine (test)");
    }

    @Test
    void in_a_spread_matrix_the_reason_is_that_of_the_step() {
        Foreign file = Foreign.of(
                """
                steps:
                - key: test
                  command: make {{matrix}}
                  matrix:
                    setup: ["-x -y", "-z"]
                    adjustments: [{with: "-z", skip: "too slow"}]
                """);
        assertThat(file.at("spec.steps[1].skip")).isEqualTo("too slow");
        assertThat(file.notes()).isEmpty();
    }

    @Test
    void a_spread_matrix_has_all_that_its_adjustments_say() {
        Foreign file = Foreign.of(
                """
                steps:
                - key: test
                  command: make {{matrix.flags}} {{matrix.os}}
                  env: {A: "1", B: "2"}
                  matrix:
                    setup: {flags: ["-x -y", "-z"], os: [linux, mac]}
                    adjustments:
                    - {with: {os: mac}, soft_fail: true, env: {B: "{{matrix.os}}"}}
                    - {with: {flags: "a b", os: plan9}}
                    - {with: {flags: "c d", os: plan9}, skip: true}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.plan().steps()).hasSize(5);
        assertThat(file.at("spec.steps[0]"))
                .isEqualTo("{name: test, script: \"make -x -y linux\", environment: {A: \"1\", B: \"2\"}}");
        assertThat(file.at("spec.steps[1].softFail")).isEqualTo("{}");
        assertThat(file.at("spec.steps[3].environment")).isEqualTo("{A: \"1\", B: mac}");
        assertThat(file.at("spec.steps[4].script")).isEqualTo("make a b plan9");
    }

    @Test
    void a_value_that_an_adjustment_adds_spreads_the_matrix_too() {
        Foreign file = Foreign.of(
                """
                steps:
                - key: test
                  command: echo {{matrix.os}}
                  matrix: {setup: {os: [linux]}, adjustments: [{with: {os: Plan 9}}]}
                """);
        assertThat(file.at("spec.steps[1].script")).isEqualTo("echo Plan 9");
    }

    @Test
    void values_that_no_program_has_spread_nothing() {
        Foreign file = Foreign.of(
                """
                steps:
                - key: test
                  label: "{{matrix.name}}"
                  command: make {{matrix.os}}
                  matrix: {setup: {os: [linux], name: ["On Linux & Co"]}}
                """);
        assertThat(file.at("spec.steps[0].matrix.dimensions")).isEqualTo("{os: [linux], name: [\"On Linux & Co\"]}");
    }

    @Test
    void what_is_wrong_in_a_step_that_is_spread_is_told_once() {
        Foreign file = Foreign.of(
                """
                steps:
                - key: test
                  command: make {{matrix}}
                  parallelism: many
                  comand: x
                  matrix: {setup: ["-x -y", "-z", "-a -b"], adjustments: [{with: {oz: "-z"}, skipp: true}, {skip: true}]}
                """);
        assertThat(file.problems())
                .containsExactly(
                        "6:78: steps[0].matrix.adjustments[0].skipp: unknown field (did you mean \"skip\"?)",
                        "6:67: steps[0].matrix.adjustments[0].with.oz: no dimension of this name",
                        "6:92: steps[0].matrix.adjustments[1].with: is missing",
                        "4:3: steps[0].parallelism: is a string, not a whole number",
                        "5:3: steps[0].comand: unknown field (did you mean \"command\"?)");
    }
}
