package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.LocalRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the screen shows of a run, letter by letter, however it goes (E3, E5, E6). */
class RunTextsTest {

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
                "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: story}\nspec:\n  steps:\n"
                        + steps.indent(2));
    }

    @Test
    void cached_and_forced() {
        pipeline("- {name: a, inputs: [in], script: 'true'}\n"
                + "- {name: b, dependsOn: [a], inputs: [none], script: 'true'}\n");
        ends(0, "run");
        shows("cached", 0, "run");
        shows("cached-debug", 0, "run", "--log-level", "debug");
        shows("forced", 0, "run", "--force");
    }

    @Test
    void resumed_after_kill_9() throws Exception {
        pipeline(
                """
                - {name: a, script: 'echo "k=1" >>"$SLUICE_OUTPUT"', outputs: [k]}
                - {name: b, dependsOn: [a], inputs: [in], artifacts: [{path: out}], script: 'cp in out'}
                - {name: c, dependsOn: [b], script: 'touch begun; until test -e mended; do sleep 0.1; done'}
                """);
        Process process = sluice.start("run");
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(directory.resolve("begun")));
        process.destroyForcibly().waitFor();
        sluice.file("mended", ""); // its job lives on until then
        shows("resumed", 0, "resume", LocalRuns.names(directory).get(0));
    }

    @Test
    void since_an_earlier_run() {
        pipeline(
                """
                - {name: a, script: 'true'}
                - {name: b, dependsOn: [a], inputs: [in], script: 'true'}
                - {name: c, dependsOn: [b], script: 'test -e mended'}
                - {name: d, dependsOn: [c], script: 'true'}
                """);
        ends(1, "run");
        sluice.file("mended", "");
        shows("since", 0, "run", "--since", "latest");
        shows("since-succeeded", 0, "run", "--since", "latest");
        sluice.file("in", "2\n");
        shows("since-changed", 0, "run", "--since", "latest");
    }

    @Test
    void completed_with_failures() {
        pipeline("- {name: a, script: 'echo wrong; exit 4'}\n- {name: b, dependsOn: [a], script: 'true'}\n");
        shows("degraded", 3, "run", "--continue-on-error");
    }

    @Test
    void a_hook_that_fails() {
        pipeline("- {name: a, script: 'echo never', hooks: {before: [{command: ['true']}, {script: exit 3}]}}\n"
                + "- {name: b, script: 'echo done', hooks: {after: [{script: 'echo after; exit 5'}]}}\n");
        shows("before-hook-failed", 1, "run", "--only", "a");
        shows("after-hook-failed", 1, "run", "--only", "b");
    }

    @Test
    void an_artifact_that_does_not_fit_or_is_not_there() {
        sluice.file("s.json", "{\"type\": \"object\"}");
        pipeline(
                """
                - {name: a, script: 'echo [] >a.json', artifacts: [{path: a.json, schema: s.json}]}
                - {name: b, dependsOn: [a], script: 'true', artifacts: [{path: x}, {path: z}]}
                """);
        shows("artifact-failed", 1, "run");
        shows("artifact-missing", 1, "run", "--only", "b");
    }

    private void shows(String name, int status, String... arguments) {
        Golden.matches("run/" + name + ".txt", Golden.same(ends(status, arguments)));
    }

    private String ends(int status, String... arguments) {
        Sluice.Result result = sluice.call(arguments);
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(status);
        return result.out() + result.err();
    }
}
