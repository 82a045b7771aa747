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
    void hooks_stand_around_the_command_and_declared_outputs_are_looked_for() {
        Foreign file = Foreign.of(
                """
                {"stages": {"site": {
                  "runtime": "python", "script": "scripts/a b.py", "args": ["--x"],
                  "hooks": {"before": [["sh", "-c", "echo it's me"]], "after": ["echo done"]},
                  "outputs": [{"path": "out/a.json"}]
                }}}
                """);
        assertThat(file.at("spec.steps[0].script").replace("\\n", "\n"))
                .isEqualTo(
                        """
                        "sh -c 'echo it'\\\\''s me'
                        python3 'scripts/a b.py' --x
                        test -e out/a.json || { echo 'the declared output out/a.json was not written' >&2; exit 1; }
                        echo done\"""");
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
