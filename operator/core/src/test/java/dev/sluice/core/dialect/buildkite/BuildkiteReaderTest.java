package dev.sluice.core.dialect.buildkite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Foreign;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A2: what becomes of each field of a Buildkite file. */
class BuildkiteReaderTest {

    private static Foreign steps(String steps) {
        return Foreign.of("steps:\n" + steps);
    }

    /** The field {@code field} of a step that runs {@code x} and says {@code written}. */
    private static String field(String written, String field) {
        String command = written.startsWith("command") ? "" : "command: x, ";
        return steps("- {key: a, command: x}\n- {key: s, " + command + written + "}")
                .at("spec.steps[1]." + field);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "command: [a, b]                                   | script            | `\"a\\nb\"`",
                "env: {A: 1, B: true, C: ~, D: 1.20}               | environment       | `{A: \"1\", B: \"true\", C: \"\", D: \"1.20\"}`",
                "parallelism: 3                                    | parallelism       | 3",
                "parallelism: \"3\"                                | parallelism       | 3",
                "timeout_in_minutes: 5                             | timeout           | `\"5m\"`",
                "priority: -2                                      | priority          | -2",
                "image: \"alpine:3\"                               | image             | `\"alpine:3\"`",
                "skip: true                                        | skip              | skip is true",
                "skip: broken                                      | skip              | broken",
                "soft_fail: true                                   | softFail          | {}",
                "soft_fail: [{exit_status: 3}, {exit_status: 1}]   | softFail          | {exitCodes: [1, 3]}",
                "soft_fail: [{exit_status: \"*\"}]                 | softFail          | {}",
                "depends_on: a                                     | dependsOn         | [a]",
                "depends_on: ~                                     | dependsOn         | []",
                "depends_on: [a, {step: a, allow_failure: true}]   | dependsOn         | [a]",
                "depends_on: [{step: a, allow_failure: true}]      | allowFailureOf    | [a]",
                "allow_dependency_failure: true                    | allowDependencyFailure | true",
                "branches: \"main release/*\"                      | when.branches     | `[main, \"release/*\"]`",
                "branches: [main, \"!dev\"]                        | when.branches     | `[main, \"!dev\"]`",
                "if: build.branch == \"main\"                      | when.expression   | `\"build.branch == \\\"main\\\"\"`",
                "if_changed: \"{a,b}/**\"                          | when.paths        | `[\"a/**\", \"b/**\"]`",
                "retry: {automatic: true}                          | retry             | {limit: 2}",
                "retry: {automatic: false}                         | retry             | {limit: 0}",
                "retry: {automatic: {exit_status: [1, 2]}}         | retry             | {limit: 2, exitCodes: [1, 2]}",
                "retry: {automatic: [{limit: 3}]}                  | retry             | {limit: 3}",
                "retry: {automatic: [{exit_status: -1, limit: 4}, {exit_status: 7, limit: 2}]} | retry | {limit: 2, exitCodes: [7], infrastructure: 4}",
                "retry: {automatic: [{signal_reason: agent_stop, limit: 3}]} | retry    | {infrastructure: 3}",
                "concurrency: 2, concurrency_group: g              | concurrency       | {group: g, limit: 2}",
                "concurrency: 1, concurrency_group: g, concurrency_method: eager | concurrency | {group: g, limit: 1, method: Eager}",
                "secrets: [TOKEN]                                  | secretEnvironment[0] | {name: TOKEN, secret: buildkite-secrets, key: TOKEN}",
                "secrets: {T: deploy}                              | secretEnvironment[0] | {name: T, secret: buildkite-secrets, key: deploy}",
                "matrix: [1, \"2\"]                                | matrix.dimensions | `{value: [\"1\", \"2\"]}`",
                "matrix: {setup: {Go_Arch: [a], os: [b]}}          | matrix.dimensions | {go-arch: [a], os: [b]}",
                "matrix: {setup: {os: [a, b]}, adjustments: [{with: {os: b}, skip: why}]} | matrix.adjustments[0] | `{with: {os: b}, skip: true}`",
            })
    void fields_of_a_command_step(String written, String field, String expected) {
        assertThat(field(written, field)).isEqualTo(expected);
    }

    @Test
    void the_matrix_is_put_into_texts_and_what_the_shell_owns_stays_its_own() {
        Foreign file = steps(
                """
                - label: "build {{ matrix.os }} $${HOME}"
                  command: echo {{matrix.os}} $${HOME} "$$X"
                  env: {OS: "{{matrix.os}}", OTHER: "$${A}"}
                  matrix: {setup: {os: [linux, mac]}}
                """);
        assertThat(file.at("spec.steps[0].label")).isEqualTo("\"build ${matrix.os} $${HOME}\"");
        assertThat(file.at("spec.steps[0].script")).isEqualTo("\"echo ${matrix.os} ${HOME} \\\"$X\\\"\"");
        assertThat(file.at("spec.steps[0].environment")).isEqualTo("{OS: \"${matrix.os}\", OTHER: \"$${A}\"}");
        assertThat(file.plan().jobCount()).isEqualTo(2);
    }

    @Test
    void values_that_mean_something_to_a_shell_become_steps_of_their_own() {
        Foreign file = steps(
                """
                - key: test
                  command: test {{matrix}}
                  matrix: {setup: ["--fast", "--all -x"], adjustments: [{with: ["--all -x"], soft_fail: true}]}
                - {command: after, depends_on: test}
                """);
        assertThat(file.at("spec.steps[0].script")).isEqualTo("\"test --fast\"");
        assertThat(file.at("spec.steps[1].script")).isEqualTo("\"test --all -x\"");
        assertThat(file.at("spec.steps[1].softFail")).isEqualTo("{}");
        assertThat(file.at("spec.steps[2].dependsOn")).isEqualTo("[test, test-2]");
    }

    @Test
    void an_adjustment_of_some_dimensions_is_about_all_their_combinations() {
        Foreign file = steps(
                """
                - command: x {{matrix.a}} {{matrix.b}}
                  matrix:
                    setup: {a: ["1", "2"], b: ["3", "4"]}
                    adjustments: [{with: {b: "4"}, skip: true}, {with: {a: "5", b: "6"}}]
                """);
        assertThat(file.plan().jobCount()).isEqualTo(3);
    }

    @Test
    void every_way_of_writing_a_wait_a_block_and_an_input() {
        Foreign file = steps(
                """
                - wait
                - waiter
                - wait: ~
                  continue_on_failure: true
                - wait: {key: w}
                - {type: waiter, key: v}
                - block
                - block: "Release?"
                  prompt: Sure?
                  fields:
                  - {text: Version, key: the-version, required: false, default: "1", hint: "1.2", format: "[0-9.]+"}
                  - {select: Where, key: where, multiple: true, default: [eu], options: [{label: Europe, value: eu}]}
                - input: Notes
                - {command: deploy}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.plan().steps().keySet())
                .containsExactly("wait", "wait-2", "wait-3", "w", "v", "block", "release", "notes", "deploy");
        assertThat(file.at("spec.steps[2].wait")).isEqualTo("{continueOnFailure: true}");
        assertThat(file.at("spec.steps[6].block.fields[0]"))
                .isEqualTo("{key: the_version, label: Version, hint: \"1.2\", required: false, format: \"[0-9.]+\","
                        + " default: \"1\"}");
        assertThat(file.at("spec.steps[6].label")).isEqualTo("\"Release?\"");
        assertThat(file.plan().step("deploy").dependsOn()).contains("release").doesNotContain("notes");
    }

    @Test
    void groups_give_their_steps_what_they_say() {
        Foreign file = steps(
                """
                - {key: first, command: a}
                - {key: other, command: b}
                - group: ":rocket: Ship it"
                  key: ship
                  depends_on: first
                  if: build.branch != "x"
                  skip: not now
                  steps:
                  - {command: c, depends_on: other}
                  - {command: d}
                  - wait
                - {command: e, depends_on: ship}
                """);
        assertThat(file.at("spec.steps[2].label")).isEqualTo("\":rocket: Ship it\"");
        assertThat(file.at("spec.steps[2].group.steps[0].dependsOn")).isEqualTo("[other, first]");
        assertThat(file.at("spec.steps[2].group.steps[0].skip")).isEqualTo("not now");
        assertThat(file.at("spec.steps[2].when")).isEqualTo("{expression: \"build.branch != \\\"x\\\"\"}");
        assertThat(file.at("spec.steps[3].dependsOn")).isEqualTo("[ship]");
    }

    @Test
    void a_group_of_very_many_steps_becomes_several() {
        StringBuilder many = new StringBuilder("- group: bwc\n  key: bwc\n  steps:\n");
        for (int i = 0; i < 120; i++) {
            many.append("  - {label: v").append(i).append(", command: x}\n");
        }
        Foreign file = steps(many + "- {command: after, depends_on: bwc}\n");
        assertThat(file.at("spec.steps[3].dependsOn")).isEqualTo("[bwc, bwc-2, bwc-3]");
        assertThat(file.plan().jobCount()).isEqualTo(121);
    }

    @Test
    void a_trigger_starts_another_pipeline() {
        Foreign file = steps(
                """
                - trigger: Deploy_Prod
                  label: Ship
                  async: true
                  build: {message: "from $${x}", branch: main, commit: HEAD, env: {A: b}}
                """);
        assertThat(file.at("spec.steps[0].trigger"))
                .isEqualTo(
                        "{pipeline: deploy-prod, async: true, event: {branch: main, revision: HEAD, message: \"from $${x}\"}}");
        assertThat(file.notes())
                .containsExactly(
                        "build.env is not passed on: a pipeline of Sluice declares what it takes, as its variables (ship)");
    }

    @Test
    void what_is_not_done_is_said_by_name() {
        Foreign file = Foreign.of(
                """
                agents: {queue: mac}
                notify: [{slack: "#builds"}]
                steps:
                - key: test
                  command: make $HOST
                  agents: ["queue=gpu"]
                  artifact_paths: "log/*"
                  plugins: [docker#v5: {image: x}, cache#v1]
                  retry: {manual: {allowed: false}}
                  if_changed: {include: a, exclude: b}
                - label: only
                  plugins: {docker-compose#v5: {run: app}}
                - {command: x, if: 'build.author.email == "a@b.c"', key: asks}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.notes())
                .containsExactlyInAnyOrder(
                        "$HOST is not set where the file is read, so it is empty; $$HOST is left for the job",
                        "agents queue=mac are not looked at: jobs run where Sluice does",
                        "notify is not done",
                        "if_changed.exclude is not looked at: a step too many rather than one too few (test)",
                        "agents queue=gpu are not looked at: a job runs where Sluice does (test)",
                        "artifact_paths are not uploaded (test)",
                        "plugin docker#v5 is not run (test)",
                        "plugin cache#v1 is not run (test)",
                        "retry.manual is not looked at: a run can be run again (test)",
                        "plugin docker-compose#v5 is not run (only)",
                        "if its condition asks for build.author.email, which is never known here, so the step is skipped (asks)");
        assertThat(file.plan().step("only").skipped())
                .contains("runs plugins alone (docker-compose#v5), which are not run here");
        assertThat(file.plan().step("asks").skipped()).isPresent();
    }

    @Test
    void words_of_other_tools_in_a_step_are_noted() {
        Foreign file = steps(
                """
                - {command: x, key: test, instance_size: large, agent_query_rules: ["queue=a"]}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.notes())
                .containsExactlyInAnyOrder(
                        "instance_size is not known of such a step: nothing is done about it (test)",
                        "agent_query_rules are not looked at: a job runs where Sluice does (test)");
    }

    @Test
    void a_file_that_makes_its_steps_as_it_runs_is_told_so() {
        Foreign file = steps(
                """
                - {command: "tools/steps.sh | buildkite-agent pipeline upload --replace", key: make}
                - {commands: ["buildkite-agent artifact download x .", "buildkite-agent meta-data set a b", "my-buildkite-agent x"], key: use}
                - {wait: ~, if: 'build.branch == "main"'}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.notes())
                .containsExactlyInAnyOrder(
                        "buildkite-agent pipeline upload is not done: what it would add is in no plan; a step of Sluice says"
                                + " upload: true and writes its steps to $SLUICE_OUTPUT (make)",
                        "buildkite-agent artifact needs a program that Sluice does not bring (use)",
                        "buildkite-agent meta-data needs a program that Sluice does not bring (use)",
                        "a wait that its condition leaves out holds back here all the same: what is below it comes after"
                                + " what is above it (wait)");
    }

    @Test
    void a_slip_in_a_field_that_no_other_step_has_is_one() {
        assertThat(steps("- {command: x, key: a}\n- {command: y, depend_on: a}").problems())
                .singleElement()
                .asString()
                .contains("steps[1].depend_on: unknown field (did you mean \"depends_on\"?)");
    }

    @Test
    void a_value_too_long_for_an_environment_is_left_out_and_noted() {
        Foreign file =
                Foreign.of("env: {SECRET_KEY: %s, A: b}\nsteps: [{command: x, key: test}]".formatted("k".repeat(5000)));
        assertThat(file.problems()).isEmpty();
        assertThat(file.notes())
                .containsExactly("env SECRET_KEY is left out: it has 5,000 characters, and a value at most 4,096");
        assertThat(file.plan().environment()).containsKey("A").doesNotContainKey("SECRET_KEY");
    }

    @Test
    void problems_are_told_all_at_once_with_their_places() {
        assertThat(steps(
                                """
                                - {key: build, comand: make}
                                - {command: x, depends_on: biuld}
                                - {command: x, parallelism: many}
                                - {command: x, concurrency: 1}
                                - echo hi
                                - {command: x, key: build}
                                """)
                        .problems())
                .contains(
                        "2:16: steps[0].comand: unknown field (did you mean \"command\"?)",
                        "3:16: steps[1].depends_on: no step has the key \"biuld\" (did you mean \"build\"?)",
                        "4:16: steps[2].parallelism: is a string, not a whole number",
                        "5:16: steps[3].concurrency: concurrency and concurrency_group go together",
                        "6:3: steps[4]: \"echo hi\" is no step by itself; these are: wait, block, input, and a command is"
                                + " written - command: …",
                        "7:16: steps[5].key: \"build\" is the key of another step already");
    }

    @Test
    void what_the_checks_find_has_its_place_in_the_file_too() {
        assertThat(steps(
                                """
                                - {key: a, command: x, depends_on: b}
                                - {key: b, command: x, depends_on: a}
                                """)
                        .problems())
                .anySatisfy(line -> assertThat(line)
                        .startsWith("2:24: spec.steps[0].dependsOn")
                        .contains("a → b → a"));
    }

    @Test
    void names_come_from_keys_then_labels_then_commands_and_labels_stay_for_people() {
        Foreign file = steps(
                """
                - {command: "make all", label: ":hammer: Build & test (Größe)"}
                - {command: "make all"}
                - {command: "make all"}
                - {command: x, key: "Unit_Tests:A"}
                - {command: x, label: "A label that goes on and on, well past the forty characters of a name"}
                """);
        assertThat(file.plan().steps().keySet())
                .containsExactly(
                        "build-test-gro-e",
                        "make-all",
                        "make-all-2",
                        "unit-tests-a",
                        "a-label-that-goes-on-and-on-well-f3adc2");
        assertThat(file.notes()).containsExactly("key Unit_Tests:A is the name unit-tests-a here (unit-tests-a)");
    }

    @Test
    void variables_of_the_environment_are_known_below_and_anchors_are_followed() {
        Foreign file = Foreign.of(
                """
                common: &common
                  timeout_in_minutes: 10
                other: &other {soft_fail: true}
                env:
                  VERSION: "${RELEASE:-1}"
                  TAG: "v${VERSION}"
                steps:
                - <<: *common
                  <<: *other
                  command: echo $TAG ${COMMIT:0:3}
                """,
                Map.of("COMMIT", "abcdef"));
        assertThat(file.at("spec.steps[0].script")).isEqualTo("echo v1 abc");
        assertThat(file.at("spec.steps[0].timeout")).isEqualTo("\"10m\"");
        assertThat(file.at("spec.steps[0].softFail")).isEqualTo("{}");
        assertThat(file.at("spec.environment"))
                .isEqualTo("{CI: \"true\", BUILDKITE: \"true\", VERSION: \"1\", TAG: v1}");
    }

    @Test
    void a_list_of_steps_alone_is_a_file_too() {
        assertThat(Foreign.of("- command: a\n- wait\n- command: b\n").plan().jobCount())
                .isEqualTo(2);
    }
}
