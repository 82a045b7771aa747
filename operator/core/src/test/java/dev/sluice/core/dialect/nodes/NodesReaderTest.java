package dev.sluice.core.dialect.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Foreign;
import org.junit.jupiter.api.Test;

/** D1: what becomes of typed nodes. */
class NodesReaderTest {

    @Test
    void a_node_is_run_by_the_agent_of_its_type_after_those_that_name_it() {
        Foreign file = Foreign.of(
                """
                {"version": "1.0", "nodes": [
                  {"id": "in", "type": "ingest", "config": {"format": "${x}"}, "next": ["a", "b"]},
                  {"id": "a", "type": "context", "next": "out"},
                  {"id": "b", "type": "My_Type", "next": "out"},
                  {"id": "out", "type": "notify"}
                ]}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.at("spec.steps[0]"))
                .isEqualTo("{name: in, agent: ingest, config: {format: \"$${x}\"}, dependsOn: [], outputs: [\"*\"]}");
        assertThat(file.at("spec.steps[2]")).isEqualTo("{name: b, agent: my-type, dependsOn: [in], outputs: [\"*\"]}");
        assertThat(file.at("spec.steps[3].dependsOn")).isEqualTo("[a, b]");
    }

    @Test
    void a_node_may_have_a_condition_and_fail_where_it_says_so() {
        Foreign file = Foreign.of(
                """
                {"nodes": [{"id": "a", "type": "x", "required": false, "when": {"branches": ["main"]}, "outputs": ["n"]}]}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.at("spec.steps[0]"))
                .isEqualTo(
                        "{name: a, agent: x, dependsOn: [], outputs: [\"n\"], when: {branches: [main]}, onFailure: Continue}");
        assertThat(file.at("spec.variables")).isEqualTo("{environment: development}");
    }

    @Test
    void problems_have_their_places() {
        assertThat(Foreign.of(
                                """
                                {"nodes": [
                                  {"id": "in", "type": "ingest", "next": "contxt"},
                                  {"id": "context"},
                                  {"type": "notify", "then": 1},
                                  {"id": "in", "type": "x"}
                                ]}
                                """)
                        .problems())
                .contains(
                        "2:34: nodes[0].next: no node is named \"contxt\" (did you mean \"context\"?)",
                        "3:3: nodes[1].type: is missing",
                        "4:3: nodes[2].id: is missing",
                        "4:22: nodes[2].then: unknown field (did you mean \"when\"?)",
                        "5:4: nodes[3].id: \"in\" is the name of another node already");
    }

    @Test
    void a_circle_is_told() {
        assertThat(Foreign.of(
                                """
                                {"nodes": [{"id": "a", "type": "x", "next": "b"}, {"id": "b", "type": "x", "next": "a"}]}
                                """)
                        .problems())
                .anySatisfy(line -> assertThat(line).contains("→"));
    }
}
