package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users see of a run (A11, E4, E7), from a process of its own. */
class RunCommandTest {

    @TempDir
    Path directory;

    @Test
    void success_is_told_line_by_line() {
        Sluice.Result result = run("- {name: a, script: echo a}\n- {name: b, dependsOn: [a], script: echo b}");
        assertThat(result.status()).isZero();
        assertThat(plain(result))
                .isEqualTo(List.of(
                        "story  2 jobs in 2 steps, at most 1 at once · logs in .sluice/runs/RUN",
                        "▶ [1/2] a …",
                        "✓ [1/2] a … done in T",
                        "▶ [2/2] b …",
                        "✓ [2/2] b … done in T",
                        "",
                        "✓ story succeeded in T",
                        "  2 jobs succeeded · record: .sluice/runs/RUN/run.json"));
        assertThat(result.err()).isEmpty();
    }

    @Test
    void failure_shows_code_log_and_what_to_do_next() {
        Sluice.Result result =
                run("- {name: a, script: 'seq 1 20; exit 3'}\n- {name: b, dependsOn: [a], script: echo b}");
        assertThat(result.status()).isEqualTo(1);
        List<String> lines = plain(result);
        assertThat(lines.subList(1, 3)).containsExactly("▶ [1/2] a …", "✗ [1/2] a … exit code 3 in T");
        assertThat(lines.subList(3, 16))
                .startsWith("    │ 11", "    │ 12")
                .endsWith(
                        "    │ 20",
                        "    log:   .sluice/runs/RUN/a.log",
                        "    step:  sluice.yaml:6:5",
                        "    next:  mend what the log tells of, then sluice rerun RUN");
        assertThat(lines).anyMatch(l -> l.startsWith("– [2/2] b skipped: "));
        assertThat(lines).anyMatch(l -> l.startsWith("✗ story failed in T: "));
    }

    @Test
    void continued_failures_end_with_status_3() {
        assertThat(run("- {name: a, onFailure: Continue, script: exit 1}").status())
                .isEqualTo(3);
    }

    @Test
    void json_prints_the_record_and_nothing_else() throws IOException {
        Sluice sluice = story("- {name: a, script: exit 7}");
        Sluice.Result result = sluice.call("run", "--json");
        JsonNode record = new ObjectMapper().readTree(result.out());
        assertThat(record.at("/steps/0/jobs/0/failure/exitCode").asInt()).isEqualTo(7);
        assertThat(result.err()).contains("exit code 7");
    }

    @Test
    void a_terminal_is_drawn_on_and_left_clean() throws Exception {
        Sluice.Result result =
                story("- {name: a, script: sleep 1}").with("TERM", "xterm").callOnTerminal("run");
        assertThat(result.out())
                .containsPattern("\u001b\\[36m[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]\u001b\\[0m \\[1/1\\] a   0\\.")
                .contains("\u001b[32m✓\u001b[0m [1/1] a … done in ");
        assertThat(result.out()).endsWith("run.json\u001b[0m\r\n");
    }

    @Test
    void ctrl_c_stops_the_children_with_all_below_them_and_records_cancelled() throws Exception {
        Sluice sluice = story(
                """
                - name: a
                  script: |
                    sleep 300 & echo $! >> below
                    (setsid sleep 301 & echo $! >> below)
                    echo $$ > pid
                    sleep 302
                - {name: b, dependsOn: [a], script: echo b}
                """);
        Process process = sluice.start("run");
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.exists(directory.resolve("pid")) && Files.size(directory.resolve("pid")) > 1);
        signal("INT", process.pid());
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        Sluice.Result result = sluice.result(process);
        assertThat(result.status()).isEqualTo(130);
        assertThat(result.out())
                .contains("stopping 1 job; again to kill at once")
                .contains("■ story cancelled");
        assertThat(record().at("/state").asText()).isEqualTo("Cancelled");
        assertThat(ProcessHandle.of(pid())).isEmpty();
        assertThat(Files.readAllLines(directory.resolve("below"))).hasSize(2).noneMatch(RunCommandTest::runs);
    }

    @Test
    void a_second_ctrl_c_kills_what_does_not_listen() throws Exception {
        Sluice sluice = story("- {name: a, script: 'trap \"\" TERM INT; echo $$ > pid; while :; do sleep 0.1; done'}");
        Process process = sluice.start("run");
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.exists(directory.resolve("pid")) && Files.size(directory.resolve("pid")) > 1);
        signal("TERM", process.pid());
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> Files.readString(directory.resolve("stdout")).contains("stopping"));
        signal("INT", process.pid());
        assertThat(process.waitFor(8, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(ProcessHandle.of(pid())).isEmpty();
    }

    @Test
    void the_record_of_a_killed_run_is_whole_and_tells_how_far_it_came() throws Exception {
        Sluice sluice =
                story("- {name: a, script: 'true'}\n- {name: b, dependsOn: [a], script: 'echo $$ > pid; sleep 20'}");
        Process process = sluice.start("run");
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> Files.exists(directory.resolve("pid")) && Files.size(directory.resolve("pid")) > 1);
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> record().at("/steps/1/state").asText().equals("Running"));
        process.destroyForcibly().waitFor();
        JsonNode record = record();
        assertThat(record.at("/state").asText()).isEqualTo("Running");
        assertThat(record.at("/pid").asLong()).isEqualTo(process.pid());
        assertThat(record.at("/steps/0/state").asText()).isEqualTo("Succeeded");
        ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    }

    private Sluice.Result run(String steps) {
        return story(steps).call("run");
    }

    private Sluice story(String steps) {
        Sluice sluice = new Sluice(directory);
        sluice.file(
                "sluice.yaml",
                "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: story}\nspec:\n  steps:\n"
                        + steps.indent(2));
        return sluice;
    }

    /** Lines with what differs from run to run replaced. */
    private static List<String> plain(Sluice.Result result) {
        return result.outLines().stream()
                .map(l -> l.replaceAll("story-\\d{8}-\\d{6}-\\w{4}", "RUN").replaceAll("\\d+\\.\\ds\\b", "T"))
                .toList();
    }

    private JsonNode record() throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve(".sluice/runs"))) {
            return new ObjectMapper()
                    .readTree(runs.findFirst().orElseThrow().resolve("run.json").toFile());
        }
    }

    private long pid() throws IOException {
        return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    }

    /** One whose parents are gone may wait for ever to be reaped, and does nothing any more. */
    private static boolean runs(String pid) {
        try {
            return ProcessHandle.of(Long.parseLong(pid)).isPresent()
                    && !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z ");
        } catch (IOException e) {
            return !Files.isDirectory(Path.of("/proc/self")); // it ended while being looked at
        }
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
