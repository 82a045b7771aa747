package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each a clear message with its place, exit status 2, nothing half-made left behind, no stack trace. */
class BadInputTest {

    private static final String HEAD =
            "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: bad}\nspec:\n";

    @TempDir
    Path directory;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "no YAML",
                        "a: [",
                        "bad.yaml:1:5: is not YAML: while parsing a flow node, expected the node content, but found '<stream end>'"),
                Arguments.of("no mapping", "- a\n- b\n", "bad.yaml:1:1: is a list, not a mapping of fields to values"),
                Arguments.of("nothing at all", "", "bad.yaml: is empty; it should hold a Pipeline"),
                Arguments.of(
                        "another kind",
                        "apiVersion: v1\nkind: ConfigMap\n",
                        """
                        bad.yaml:1:1: apiVersion: is "v1", not "sluice.dev/v1alpha1"
                        bad.yaml:2:1: kind: is "ConfigMap", not "Pipeline"
                        bad.yaml:1:1: metadata: is missing
                        bad.yaml:1:1: spec: is missing"""),
                Arguments.of(
                        "an unknown field",
                        HEAD + "  stepz: []\n  steps: [{name: a, script: x}]\n",
                        "bad.yaml:5:3: spec.stepz: unknown field (did you mean \"steps\"?)"),
                Arguments.of(
                        "an unknown field of a step",
                        HEAD + "  steps:\n  - {name: a, scirpt: x}\n",
                        """
                        bad.yaml:6:5: spec.steps[0]: has nothing to run: give it a script, a command, an agent or an image
                        bad.yaml:6:15: spec.steps[0].scirpt: unknown field (did you mean "script"?)"""),
                Arguments.of(
                        "a cycle",
                        HEAD
                                + "  steps:\n  - {name: a, script: x, dependsOn: [b]}\n  - {name: b, script: x, dependsOn: [a]}\n",
                        "bad.yaml:6:26: spec.steps[0].dependsOn: these steps wait for one another: a → b → a"),
                Arguments.of(
                        "a step that depends on itself",
                        HEAD + "  steps:\n  - {name: a, script: x, dependsOn: [a]}\n",
                        "bad.yaml:6:38: spec.steps[0].dependsOn[0]: \"a\" depends on itself"),
                Arguments.of(
                        "an unknown step",
                        HEAD + "  steps:\n  - {name: build, script: x}\n  - {name: b, script: x, dependsOn: [buidl]}\n",
                        "bad.yaml:7:38: spec.steps[1].dependsOn[0]: no step named \"buidl\" (did you mean \"build\"?)"),
                Arguments.of(
                        "two steps of one name",
                        HEAD + "  steps:\n  - {name: a, script: x}\n  - {name: a, script: x}\n",
                        "bad.yaml:7:6: spec.steps[1].name: \"a\" is the name of spec.steps[0] already"),
                Arguments.of(
                        "parallelism 0",
                        HEAD + "  steps:\n  - {name: a, script: x, parallelism: 0}\n",
                        "bad.yaml:6:26: spec.steps[0].parallelism: is 0; from 1 to 10,000"),
                Arguments.of(
                        "parallelism of a million",
                        HEAD + "  steps:\n  - {name: a, script: x, parallelism: 1000000}\n",
                        "bad.yaml:6:26: spec.steps[0].parallelism: is 1000000; from 1 to 10,000"),
                Arguments.of(
                        "an empty matrix",
                        HEAD + "  steps:\n  - {name: a, script: x, matrix: {dimensions: {}}}\n",
                        "bad.yaml:6:35: spec.steps[0].matrix.dimensions: is empty"),
                Arguments.of(
                        "a matrix of a million combinations",
                        HEAD + "  steps:\n  - name: a\n    script: x\n    matrix:\n      dimensions:\n" + dimension("a")
                                + dimension("b") + dimension("c"),
                        "bad.yaml:8:5: spec.steps[0].matrix: is 1,000,000 jobs; at most 10,000 a step"),
                Arguments.of(
                        "a name that is no DNS label",
                        HEAD + "  steps:\n  - {name: A_b, script: x}\n",
                        "bad.yaml:6:6: spec.steps[0].name: \"A_b\" is no name: lower-case letters, digits and dashes, a letter or digit at each end"),
                Arguments.of(
                        "a field that is not built yet",
                        HEAD + "  steps:\n  - {name: a, script: x, queue: batch}\n",
                        "bad.yaml:6:26: spec.steps[0].queue: is not supported yet"),
                Arguments.of(
                        "an agent that is not there",
                        HEAD + "  steps:\n  - {name: a, agent: nobody}\n",
                        "bad.yaml:6:15: spec.steps[0].agent: no PodTemplate named \"nobody\" (there is none here); add it to the pipeline's file or name its file with --agents"));
    }

    private static String dimension(String name) {
        StringBuilder values = new StringBuilder("        " + name + ": [");
        for (int i = 0; i < 100; i++) {
            values.append(i == 0 ? "" : ", ").append("v").append(i);
        }
        return values + "]\n";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void is_refused_with_its_place(String name, String text, String message) {
        Sluice sluice = new Sluice(directory);
        sluice.file("bad.yaml", text);
        Sluice.Result result = sluice.call("run", "-f", "bad.yaml");
        assertRefused(result, message);
        assertThat(result.err()).isEqualTo(message + "\n");
    }

    @Test
    void a_missing_file() {
        assertRefused(new Sluice(directory).call("run", "-f", "nowhere.yaml"), "nowhere.yaml: no such file");
        assertRefused(new Sluice(directory).call("validate", "-f", "nowhere.yaml"), "nowhere.yaml: no such file");
        assertRefused(
                new Sluice(directory).call("plan"),
                "no pipeline here: there is no sluice.yaml, no pipeline.yaml and no .buildkite/pipeline.yml");
    }

    @Test
    void a_folder_in_place_of_a_file() {
        assertRefused(new Sluice(directory).call("run", "-f", "."), ".: is a folder; name a file in it");
    }

    @Test
    void a_file_of_5_MB() {
        Sluice sluice = new Sluice(directory);
        sluice.file("large.yaml", HEAD + "  steps:\n  - {name: a, script: \"" + "x".repeat(5_000_000) + "\"}\n");
        assertRefused(
                sluice.call("run", "-f", "large.yaml"),
                "large.yaml: is larger than 3 MB; a pipeline of 500 steps has well under one\n");
    }

    @Test
    void a_file_that_is_no_text() {
        Sluice sluice = new Sluice(directory);
        sluice.file("binary.yaml", "\0\1\2\3");
        assertRefused(
                sluice.call("run", "-f", "binary.yaml"),
                "binary.yaml:1:1: holds the character U+0000, which no YAML may; is it a text?\n");
    }

    @Test
    void several_problems_are_said_at_once_one_a_line() {
        Sluice sluice = new Sluice(directory);
        sluice.file(
                "bad.yaml",
                HEAD
                        + "  steps:\n  - {name: a, script: x, dependsOn: [b]}\n  - {name: c, script: x, dependsOn: [d]}\n");
        Sluice.Result result = sluice.call("validate", "-f", "bad.yaml");
        assertThat(result.errLines())
                .containsExactly(
                        "bad.yaml:6:38: spec.steps[0].dependsOn[0]: no step named \"b\" (did you mean \"a\"?)",
                        "bad.yaml:7:38: spec.steps[1].dependsOn[0]: no step named \"d\" (did you mean \"a\"?)");
    }

    @Test
    void options_that_do_not_exist_or_make_no_sense() {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HEAD + "  steps:\n  - {name: a, script: echo a}\n");
        assertRefused(sluice.call("run", "--spwan", "2"), "sluice: Unknown option: '--spwan'");
        assertRefused(sluice.call("run", "--spawn", "0"), "--spawn 0: must be 1 or more");
        assertRefused(sluice.call("run", "--spawn", "many"), "sluice: Invalid value for option '--spawn'");
        assertRefused(sluice.call("run", "--env", "novalue"), "--env novalue: write NAME=VALUE");
        assertRefused(
                sluice.call("run", "--variable", "unknown=1"),
                "sluice.yaml:4:1: spec.variables.unknown: the pipeline declares no variable \"unknown\"\n");
        assertRefused(sluice.call("run", "--env", "SLUICE_RUN=1"), "\"SLUICE_RUN\" is set by Sluice itself");
        assertRefused(sluice.call("fly"), "sluice: there is no command \"fly\"");
        assertRefused(sluice.call("rn", "-f", "x"), "sluice: there is no command \"rn\" (did you mean \"run\"?)");
    }

    @Test
    void a_folder_that_cannot_be_written_to() {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HEAD + "  steps:\n  - {name: a, script: echo a}\n");
        sluice.file(".sluice", "in the way");
        Sluice.Result result = sluice.call("run");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("sluice: cannot make a folder for the run in ")
                .doesNotContain("Exception");
    }

    /** What is given is told, whatever it is: a terminal obeys nothing of it, and is not filled with it. */
    @Test
    void control_characters_and_a_hundred_thousand_letters() {
        Sluice sluice = new Sluice(directory);
        Sluice.Result control = sluice.call("run", "-f", "\u001b]0;x\u0007a\u202eb\nc");
        assertThat(control.errLines()).containsExactly("\\u001b]0;x\\u0007a\\u202eb", "c: no such file");
        sluice.file("sluice.yaml", HEAD + "  steps:\n  - {name: a, script: echo a}\n");
        Sluice.Result large = sluice.call("run", "--variable", "x".repeat(100_000));
        assertThat(large.status()).isEqualTo(2);
        assertThat(large.err())
                .startsWith("--variable xxx")
                .endsWith("x: write NAME=VALUE\n")
                .hasSizeLessThan(2_100);
    }

    /** No end of it: it is refused for its size, with no more read than that takes. */
    @Test
    void files_without_end_and_folders() {
        Sluice sluice = new Sluice(directory).withFlag("-Xmx64m");
        sluice.file("sluice.yaml", HEAD + "  steps:\n  - {name: a, script: echo a}\n");
        sluice.file("n.json", "{\"nodes\": [{\"id\": \"a\", \"type\": \"t\"}]}");
        assertRefused(sluice.call("run", "--env-file", "/dev/zero"), "--env-file /dev/zero: has more than 1 MiB");
        assertRefused(sluice.call("plan", "--env-file", "."), "--env-file .: can't be read: ");
        assertRefused(
                sluice.call("approval", "audit", "-f", "/dev/zero"),
                "sluice: /dev/zero: is larger than any PipelineRun");
        assertRefused(sluice.call("approval", "audit", "-f", "."), "sluice: .: is a folder; name a file in it");
        assertRefused(sluice.call("run-pipeline", "--file", "."), ".: is a folder; name a file in it");
        sluice.file("big.json", "{\"a\": \"" + "x".repeat(4_000_000) + "\"}");
        assertRefused(
                sluice.call("run-pipeline", "--file", "big.json"),
                "Invalid JSON in file: big.json: is larger than 3 MB");
        assertRefused(
                sluice.call("run", "--since", "../../etc"),
                "sluice: no run \"../../etc\" here: a run goes by the name of its folder in ");
    }

    private void assertRefused(Sluice.Result result, String message) {
        assertThat(result.err()).contains(message).doesNotContain("\tat ").doesNotContain("Exception");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(Files.exists(directory.resolve(".sluice"))).isFalse();
    }
}
