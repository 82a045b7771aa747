package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.LocalRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read of the local commands, letter by letter (E2, E3, E4, E7). Times and names of runs are put in place of what they are. */
class CommandTextsTest {

    private static final String GRAPH =
            """
            {"pipelines": {"all": {"description": "Everything"}, "quick": {"stages": ["list"]}},
             "stages": {
               "list": {"description": "Collect", "command": ["sh", "-c", "echo one; echo two; echo 1 > out"],
                        "inputs": ["in"], "outputs": [{"path": "out", "schema": "s.json"}], "sideEffects": ["the cache"],
                        "hooks": {"before": ["echo before"]}, "env": {"LEVEL": "full"}, "timeout": "5m"},
               "check": {"command": "echo wrong >&2; exit 7", "dependsOn": ["list"]},
               "site": {"command": "echo site", "dependsOn": ["check"]}}}
            """;

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void a_graph_of_stages() {
        sluice = new Sluice(directory);
        sluice.file("graph.json", GRAPH);
        sluice.file("in", "");
        sluice.file("s.json", "{}");
    }

    private String said(String... arguments) {
        Sluice.Result result = sluice.call(arguments);
        return (result.out() + result.err())
                .replaceAll("[a-z]+-\\d{8}-\\d{6}-\\w{4}", "RUN")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
                .replaceAll("\\d+\\.\\ds", "1.0s");
    }

    @Test
    void list() {
        assertThat(said("list", "-f", "graph.json"))
                .isEqualTo(
                        """
                        all  Everything (graph.json)
                          list   Collect
                          check  echo wrong >&2; exit 7
                          site   echo site
                        quick  graph.json
                          list  Collect

                        built in, for agents of yours:
                        do-all        Pull, switch and test, on each target
                        merge-deploy  Merge a pull request, then pull, switch and test, on each target
                        update-agent  Bump the agent's version, then pull, switch and restart, on each target
                        force-update  Rebuild whatever is there, and restart, on each target
                        """);
        assertThat(said("list")).startsWith("no pipeline's file here; name one with -f FILE\n\nbuilt in");
        assertThat(said("list", "--runs")).isEqualTo("no runs here\n");
    }

    @Test
    void describe_a_stage() {
        assertThat(said("describe", "list", "-f", "graph.json"))
                .isEqualTo(
                        """
                          name          list
                          description   Collect
                          pipeline      all
                          place         graph.json:3:12
                          kind          job
                          command       sh -c echo one; echo two; echo 1 > out
                          jobs          1
                          before        check
                          inputs        in
                          artifacts     out (held to s.json)
                          side effects  the cache
                          hooks         before=echo before
                          environment   LEVEL=full
                          timeout       5m
                          on failure    Halt
                        """);
        assertThat(said("describe", "lst", "-f", "graph.json"))
                .isEqualTo("graph.json: no stage or pipeline named \"lst\" (did you mean \"list\"?);"
                        + " sluice list shows those there are\n");
    }

    @Test
    void describe_a_pipeline() {
        assertThat(said("describe", "all", "-f", "graph.json"))
                .isEqualTo(
                        """
                          name         all
                          description  Everything
                          place        graph.json:1:23

                        all: 3 jobs in 3 steps, at most 1 at once

                          list   1 job     starts at once
                          check  1 job     after list
                          site   1 job     after check
                        """);
    }

    @Test
    void a_run_that_fails_and_what_comes_of_it() throws IOException {
        assertThat(said("run", "all", "-f", "graph.json", "--env", "A=b c"))
                .isEqualTo(
                        """
                        all  3 jobs in 3 steps, at most 1 at once · logs in .sluice/runs/RUN
                        ▶ [1/3] list …
                        ✓ [1/3] list … done in 1.0s
                        ▶ [2/3] check …
                        ✗ [2/3] check … exit code 7 in 1.0s
                            │ wrong
                            log:   .sluice/runs/RUN/check.log
                            step:  graph.json:6:13
                            next:  mend what the log tells of, then sluice rerun RUN
                            alone: sluice run all -f graph.json --env 'A=b c' --only check
                        – [3/3] site skipped: not started: step check failed

                        ✗ all failed in 1.0s: check failed: exit code 7
                          1 job succeeded, 1 failed, 1 skipped · record: .sluice/runs/RUN/run.json
                        """);
        assertThat(said("list", "--runs")).isEqualTo("RUN  Failed  TIME  1.0s\n");
        assertThat(said("logs"))
                .isEqualTo(
                        """
                        list │ before
                        list │ one
                        list │ two
                        check │ wrong
                        """);
        assertThat(said("logs", "list", "--tail", "1")).isEqualTo("list │ two\n");
        assertThat(said("logs", "-f", "latest", "check")).isEqualTo("check │ wrong\n");
        assertThat(said("logs", "latest", "chek"))
                .isEqualTo("sluice: run RUN has no step \"chek\" (did you mean \"check\"?)\n");
        assertThat(said("run", "all", "-f", "graph.json", "--only", "site", "--skip", "list"))
                .startsWith(
                        """
                        all  1 job in 3 steps, at most 1 at once · logs in .sluice/runs/RUN
                        – [1/3] list skipped: left out
                        – [2/3] check skipped: not chosen
                        ▶ [3/3] site …
                        """);
    }

    @Test
    void a_run_that_was_cut_off_is_followed_to_its_end() throws Exception {
        sluice.file(
                "sluice.yaml",
                """
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                metadata: {name: talk}
                spec: {steps: [{name: a, script: 'echo begun; sleep 20; echo never seen'}]}
                """);
        Process run = sluice.start("run");
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> LocalRuns.names(directory).stream()
                .map(name -> directory.resolve(".sluice/runs").resolve(name).resolve("a.log"))
                .anyMatch(log -> Files.exists(log) && log.toFile().length() > 0));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.createSymbolicLink(other.resolve(".sluice"), directory.resolve(".sluice"));
        Sluice follower = new Sluice(other);
        Process follows = follower.start("logs", "-f");
        Awaitility.await().atMost(30, TimeUnit.SECONDS).until(() -> Files.size(other.resolve("stdout")) > 0);
        run.destroyForcibly().waitFor();
        assertThat(follows.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Sluice.Result result = follower.result(follows);
        assertThat(result.out()).isEqualTo("a │ begun\n");
        assertThat(result.err()).contains("was cut off: its process is gone; go on with: sluice resume talk-");
        assertThat(said("list", "--runs")).startsWith("RUN  CutOff  TIME");
    }
}
