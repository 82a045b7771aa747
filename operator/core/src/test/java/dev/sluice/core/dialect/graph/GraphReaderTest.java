package dev.sluice.core.dialect.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Foreign;
import org.junit.jupiter.api.Test;

/** E1: what becomes of a graph of stages. */
class GraphReaderTest {

    @Test
    void pipelines_are_made_of_the_stages_they_name() {
        Foreign file = Foreign.of(
                """
                {"version": 1,
                 "pipelines": {"all": {"stages": ["a", "b"]}, "Quick Look": {"description": "x", "stages": ["a"]}},
                 "stages": {
                   "a": {"command": ["echo", "${x}"]},
                   "b": {"command": "echo b && true", "dependsOn": ["a"], "env": {"N": 1}}
                 }}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.translation().documents()).hasSize(2);
        assertThat(file.at("spec.steps[0]")).isEqualTo("{name: a, command: [echo, \"${x}\"], dependsOn: []}");
        assertThat(file.at("spec.steps[1]"))
                .isEqualTo("{name: b, script: \"echo b && true\", environment: {\"N\": \"1\"}, dependsOn: [a]}");
    }

    @Test
    void what_a_stage_reads_writes_and_changes_and_its_hooks_are_fields_of_the_step() {
        Foreign file = Foreign.of(
                """
                {"stages": {"site": {
                  "runtime": "python", "script": "scripts/a b.py", "args": ["--x"],
                  "hooks": {"before": [["sh", "-c", "echo it's me ${matrix.x}"]], "after": ["echo done"]},
                  "inputs": ["./in/*.json"], "sideEffects": "a ${b}", "cache": true,
                  "outputs": [{"path": "out/a.json", "schema": "a.schema.json"}, "./b"]
                }}}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.at("spec.steps[0]"))
                .isEqualTo(
                        "{name: site, command: [python3, scripts/a b.py, \"--x\"], inputs: [\"in/*.json\", scripts/a b.py], "
                                + "artifacts: [{path: out/a.json, schema: a.schema.json}, {path: b}], sideEffects: [\"a $${b}\"], "
                                + "hooks: {before: [{command: [sh, \"-c\", \"echo it's me $${matrix.x}\"]}], after: [{script: echo done}]}, "
                                + "cache: {enabled: true}, dependsOn: []}");
    }

    @Test
    void files_outside_of_the_working_directory_and_a_cache_without_inputs_are_noted() {
        Foreign file = Foreign.of(
                """
                {"stages": {
                  "a": {"command": ["x"], "inputs": ["src/**", "../other/**"], "outputs": ["/tmp/x", {"path": "../y"}, "z"]},
                  "b": {"command": ["x"], "cache": true}
                }}
                """);
        assertThat(file.problems()).isEmpty();
        assertThat(file.at("spec.steps[0]"))
                .isEqualTo("{name: a, command: [x], artifacts: [{path: z}], dependsOn: []}");
        assertThat(file.at("spec.steps[1]")).isEqualTo("{name: b, command: [x], dependsOn: []}");
        assertThat(file.translation().notes()).hasSize(4);
    }

    @Test
    void problems_have_their_places() {
        assertThat(Foreign.of(
                                """
                                {"pipelines": {"p": {"stages": ["b", "cc"]}},
                                 "stages": {
                                   "a": {"runtime": "pyton", "script": "x"},
                                   "b": {"command": ["x"], "dependsOn": ["a"]},
                                   "c": {"dependson": []}
                                 }}
                                """)
                        .problems())
                .contains(
                        "1:38: pipelines.p.stages[1]: no stage is named \"cc\" (did you mean \"c\"?)",
                        "1:22: pipelines.p.stages: has b, which depends on a, and not a",
                        "5:4: stages.c.command: is missing, and script too",
                        "5:10: stages.c.dependson: unknown field (did you mean \"dependsOn\"?)")
                .anySatisfy(line -> assertThat(line).contains("\"pyton\" is none of python, node"));
    }
}
