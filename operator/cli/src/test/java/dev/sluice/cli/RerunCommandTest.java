package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running again what failed here, from a process of its own (E5). */
class RerunCommandTest {

    private static final String PIPELINE =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: story}
            spec:
              variables: {who: nobody}
              steps:
              - {name: a, script: 'echo a >> ran; echo "k=$who" >> "$SLUICE_OUTPUT"', outputs: [k]}
              - {name: b, dependsOn: [a], script: 'echo "b $SLUICE_OUTPUTS_A_K" >> ran; test -e mended'}
              - {name: c, dependsOn: [b], script: 'echo c >> ran'}
            """;

    @TempDir
    Path directory;

    private Sluice sluice;
    private String first;

    @BeforeEach
    void a_run_that_failed() throws IOException {
        sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE);
        assertThat(sluice.call("run", "--variable", "who=anna").status()).isEqualTo(1);
        first = only();
        assertThat(ran()).containsExactly("a", "b anna");
    }

    @Test
    void runs_what_did_not_succeed_with_the_same_arguments() throws IOException {
        sluice.file("mended", "");
        Sluice.Result result = sluice.call("rerun", first);
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("a", "b anna", "b anna", "c");
        assertThat(result.out()).contains("taken over from " + first);
    }

    @Test
    void the_last_run_is_called_latest() throws IOException {
        sluice.file("mended", "");
        assertThat(sluice.call("rerun", "latest").out()).contains("taken over from " + first);
        assertThat(ran()).containsExactly("a", "b anna", "b anna", "c");
    }

    @Test
    void runs_from_a_step_on_or_a_step_alone() throws IOException {
        sluice.file("mended", "");
        assertThat(sluice.call("rerun", first, "--from", "a").status()).isZero();
        assertThat(ran()).containsExactly("a", "b anna", "a", "b anna", "c");
        assertThat(sluice.call("resume", first, "--step", "b").status()).isZero();
        assertThat(ran()).containsExactly("a", "b anna", "a", "b anna", "c", "b anna");
    }

    @Test
    void a_rerun_can_be_rerun() throws IOException {
        assertThat(sluice.call("rerun", first).status()).isEqualTo(1);
        String second =
                runs().stream().filter(r -> !r.equals(first)).findFirst().orElseThrow();
        sluice.file("mended", "");
        assertThat(sluice.call("rerun", second).status()).isZero();
        assertThat(ran()).containsExactly("a", "b anna", "b anna", "b anna", "c");
    }

    /** It is not there any more. */
    @Test
    void what_was_undone_runs_again() throws IOException {
        sluice.file(
                "sluice.yaml",
                PIPELINE.replace("- {name: b, ", "- {name: b, onFailure: Rollback, rollbackTo: a, ")
                        .replace("- {name: a, ", "- {name: a, rollback: {script: echo undo a >> ran}, "));
        assertThat(sluice.call("run", "--variable", "who=anna").status()).isEqualTo(1);
        assertThat(ran()).endsWith("a", "b anna", "undo a");
        String second =
                runs().stream().filter(r -> !r.equals(first)).findFirst().orElseThrow();
        sluice.file("mended", "");
        assertThat(sluice.call("rerun", second).status()).isZero();
        assertThat(ran()).endsWith("undo a", "a", "b anna", "c");
    }

    @Test
    void mistakes_are_told_and_nothing_is_run() throws IOException {
        assertThat(sluice.call("rerun", "nobody").err()).startsWith("sluice: no run \"nobody\" here");
        assertThat(sluice.call("rerun", "../../etc").status()).isEqualTo(2);
        assertThat(sluice.call("rerun", first, "--from", "bb").err())
                .contains("no step named \"bb\" (did you mean \"b\"?)");
        assertThat(sluice.call("rerun", first, "--from", "a", "--step", "b").status())
                .isEqualTo(2);
        assertThat(ran()).hasSize(2);
        assertThat(runs()).hasSize(1);
    }

    private List<String> ran() throws IOException {
        return Files.readAllLines(directory.resolve("ran"));
    }

    private String only() throws IOException {
        assertThat(runs()).hasSize(1);
        return runs().get(0);
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> folders = Files.list(directory.resolve(".sluice/runs"))) {
            return folders.map(folder -> folder.getFileName().toString()).toList();
        }
    }
}
