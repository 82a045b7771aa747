package dev.sluice.core.dialect.stages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Foreign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C1: what becomes of stage YAML. */
class StagesReaderTest {

    private static Foreign stages(String stages) {
        return Foreign.of("name: p\nvariables: {environment: staging}\nstages:\n" + stages);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "timeout: 30m                      | timeout      | `\"30m\"`",
                "timeout: 90                       | timeout      | `\"90s\"`",
                "on_failure: continue              | onFailure    | Continue",
                "on_failure: halt                  | onFailure    | Halt",
                "retries: 2                        | retry        | {limit: 2}",
                "when: {branch: main}              | when         | {branches: [main]}",
                "when: {paths: [\"docs/**\"]}      | when         | `{paths: [\"docs/**\"]}`",
                "when: {labels: [a], or: {paths: [b]}} | when     | {any: [{labels: [a]}, {paths: [b]}]}",
                "when: {labels: [a], branches: [m], or: [{paths: [b]}, {not: {labels: [c]}}]} | when | {any: [{branches: [m], labels: [a]}, {paths: [b]}, {not: {labels: [c]}}]}",
                "when: {and: [{labels: [a]}, {labels: [b]}]} | when | {all: [{labels: [a]}, {labels: [b]}]}",
                "when: {variables: {environment: \"prod*\"}} | when | `{variables: {environment: \"prod*\"}}`",
                "environment: production, task: \"To ${environment}\" | task | To production",
                "environment: production           | environment  | {environment: production}",
                "requires_approval: true, approvers: [lead] | approval.approvers | `[lead, \"group:lead\"]`",
            })
    void fields_of_a_stage(String written, String field, String expected) {
        assertThat(stages("- {name: a, agent: x, " + written + "}").at("spec.steps[0]." + field))
                .isEqualTo(expected);
    }

    @Test
    void a_stage_follows_the_one_above_it_unless_it_says_otherwise() {
        Foreign file = stages(
                """
                - {name: a, agent: x}
                - {name: b, agent: x}
                - {name: c, agent: x, parallel_with: b}
                - {name: d, agent: x, depends_on: a}
                - {name: e, agent: x, depends_on: []}
                - {name: f, agent: x, parallel_with: [d]}
                - parallel:
                  - {name: g, agent: x}
                  - {name: h, agent: x, depends_on: [a, b]}
                - {name: i, agent: x}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.at("spec.steps[0].dependsOn")).isEqualTo("[]");
        assertThat(file.at("spec.steps[1].dependsOn")).isEqualTo("[a]");
        assertThat(file.at("spec.steps[2].dependsOn")).isEqualTo("[a]");
        assertThat(file.at("spec.steps[3].dependsOn")).isEqualTo("[a]");
        assertThat(file.at("spec.steps[4].dependsOn")).isEqualTo("[]");
        assertThat(file.at("spec.steps[5].dependsOn")).isEqualTo("[a]");
        assertThat(file.at("spec.steps[6].dependsOn")).isEqualTo("[f]");
        assertThat(file.at("spec.steps[7].dependsOn")).isEqualTo("[a, b]");
        assertThat(file.at("spec.steps[8].dependsOn")).isEqualTo("[g, h]");
    }

    @Test
    void rollback_goes_to_a_stage_by_its_name() {
        Foreign file = stages(
                """
                - {name: Deploy Staging, agent: x}
                - {name: smoke, agent: x, on_failure: rollback, rollback_to: Deploy Staging}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.at("spec.steps[1].rollbackTo")).isEqualTo("deploy-staging");
        assertThat(file.at("spec.steps[0].label")).isEqualTo("\"Deploy Staging\"".replace("\"", ""));
        assertThat(file.notes()).containsExactly("stage Deploy Staging is called so here (deploy-staging)");
    }

    @Test
    void problems_have_their_places() {
        assertThat(stages(
                                """
                                - {name: a, agent: x, depends_on: bb}
                                - {agent: x}
                                - {name: b, agent: x, on_failure: stop, wen: {}}
                                - {name: b, agent: x}
                                - {name: c, agent: x, parallel_with: d}
                                - {name: d, agent: x, parallel_with: c}
                                """)
                        .problems())
                .contains(
                        "4:23: stages[0].depends_on: no stage is named \"bb\" (did you mean \"b\"?)",
                        "5:3: stages[1].name: is missing",
                        "6:23: stages[2].on_failure: \"stop\" is none of halt, continue, rollback",
                        "6:41: stages[2].wen: unknown field (did you mean \"when\"?)",
                        "7:4: stages[3].name: \"b\" is the name of another stage already",
                        "8:23: stages[4].parallel_with: leads back to c: c → d");
    }

    @Test
    void what_starts_runs_by_events_is_said_not_to_yet_and_schedules_do() {
        Foreign file = Foreign.of(
                """
                name: Web Shop
                triggers:
                - {event: pull_request.merged, branches: [main]}
                - {schedule: "0 3 * * *"}
                stages: [{name: a, agent: x}]
                """);
        assertThat(file.notes())
                .containsExactly(
                        "trigger pull_request.merged starts no run yet: runs are started by hand or by a schedule");
        assertThat(file.at("spec.triggers")).isEqualTo("[{schedule: \"0 3 * * *\"}]");
        assertThat(file.at("metadata.name")).isEqualTo("web-shop");
    }
}
