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

/** E3, E5: --force, --continue-on-error, --env-file, --log-level, and resume after kill -9, from processes of their own. */
class EngineOptionsTest {

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void here() {
        sluice = new Sluice(directory);
        sluice.file("in", "1\n");
    }

    private void pipeline(String steps) {
        sluice.file(
                "sluice.yaml",
                "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: story}\nspec:\n  environment: {LEVEL: mine}\n  steps:\n"
                        + steps.indent(2));
    }

    @Test
    void what_is_cached_is_told_and_force_runs_it() throws IOException {
        pipeline(
                "- {name: a, inputs: [in], script: 'echo a >>ran'}\n- {name: b, inputs: [none], script: 'echo b >>ran'}\n");
        assertThat(sluice.call("run").status()).isZero();
        Sluice.Result second = sluice.call("run", "--log-level", "debug");
        assertThat(second.out()).contains("✓ [1/2] a … cached\n").contains("2 jobs succeeded");
        assertThat(second.err()).contains("sluice: b is not taken from the cache: input none matches no file\n");
        assertThat(sluice.call("run", "--force").out()).doesNotContain("cached");
        assertThat(sluice.with("SLUICE_CACHE_SIZE", "many").call("run"))
                .isEqualTo(new Sluice.Result(
                        2, "", "SLUICE_CACHE_SIZE=many is no size; say e.g. 500M or 2G, or 0 for no cache\n"));
        assertThat(ran()).containsExactlyInAnyOrder("a", "b", "b", "a", "b");
    }

    @Test
    void with_continue_on_error_the_rest_runs_and_the_run_is_degraded() throws IOException {
        pipeline(
                """
                - {name: a, script: exit 4}
                - {name: b, dependsOn: [a], script: 'echo b >>ran'}
                - {name: w, wait: {}}
                - {name: c, script: 'echo c >>ran'}
                """);
        assertThat(sluice.call("run").status()).isEqualTo(1);
        Sluice.Result result = sluice.call("run", "--continue-on-error");
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out())
                .contains("✓ story completed with failures (degraded)")
                .contains("a failed: exit code 4");
        assertThat(ran()).containsExactly("b", "c");
        assertThat(sluice.call("run", "--continue-on-error", "--json").out())
                .contains("\"state\" : \"Succeeded\"", "\"degraded\" : true");
    }

    @Test
    void variables_come_from_files_and_the_command_line_goes_over_them() throws IOException {
        pipeline("- {name: a, script: 'echo \"$LEVEL $ONE $TWO\" >>ran'}\n");
        sluice.file("one.env", "# first\nexport LEVEL=file\nONE='a b'\nTWO=x\n");
        sluice.file("two.env", "TWO=\"y\\tz\"\n");
        Sluice.Result result = sluice.call("run", "--env-file", "one.env", "--env-file", "two.env", "--env", "ONE=cli");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("file cli y\tz");
        sluice.file("bad.env", "A=1\nB\nSLUICE_X=1\n");
        assertThat(sluice.call("run", "--env-file", "bad.env").err())
                .isEqualTo(
                        """
                        --env-file bad.env:2: "B" is no NAME=VALUE
                        --env-file bad.env:3: "SLUICE_X" is set by Sluice itself; choose another name
                        """);
        assertThat(sluice.call("run", "--env-file", "no.env").err())
                .isEqualTo("--env-file no.env: can't be read: no such file\n");
        assertThat(sluice.call("run", "--log-level", "eror").err())
                .isEqualTo("--log-level eror: is none of error, warn, info, debug (did you mean \"error\"?)\n");
    }

    @Test
    void after_kill_9_resume_does_not_do_again_what_was_finished() throws Exception {
        pipeline(
                """
                - {name: a, script: 'echo a >>ran; echo "k=1" >>"$SLUICE_OUTPUT"', outputs: [k]}
                - {name: b, dependsOn: [a], inputs: [in], artifacts: [{path: out}], script: 'echo b >>ran; cp in out'}
                - {name: c, dependsOn: [b], script: 'echo c >>ran; until test -e mended; do sleep 0.1; done'}
                """);
        Process process = sluice.start("run");
        while (!Files.exists(directory.resolve("ran")) || !ran().contains("c")) {
            Thread.sleep(20);
        }
        process.destroyForcibly().waitFor();
        sluice.file("mended", ""); // its job lives on until then
        Files.delete(directory.resolve("out"));
        String run = runs().get(0);

        Sluice.Result result = sluice.call("resume", run);
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("a", "b", "c", "c");
        assertThat(result.out()).contains("a taken over from " + run).contains("b … cached");
        assertThat(directory.resolve("out")).hasContent("1\n");
    }

    private List<String> ran() throws IOException {
        return Files.readAllLines(directory.resolve("ran"));
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> all = Files.list(directory.resolve(".sluice/runs"))) {
            return all.map(path -> path.getFileName().toString()).toList();
        }
    }
}
