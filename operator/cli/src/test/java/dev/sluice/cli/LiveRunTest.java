package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run as a person watches it, on a real pseudo-terminal (E7). */
class LiveRunTest {

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void needsScript() {
        assumeTrue(
                List.of("/usr/bin/script", "/bin/script").stream()
                        .anyMatch(p -> Path.of(p).toFile().canExecute()),
                "skipped: there is no script (util-linux) to make a terminal with");
        sluice = new Sluice(directory).with("TERM", "xterm");
    }

    private void await(String text) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        while (!sluice.shown().contains(text)) {
            assertThat(Instant.now()).as("\"%s\" in %s", text, sluice.shown()).isBefore(end);
            Thread.sleep(20);
        }
    }

    @Test
    void a_small_terminal_shows_what_runs_and_keeps_what_ended() throws Exception {
        sluice.file(
                "sluice.yaml",
                """
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                metadata: {name: small}
                spec:
                  steps:
                  - name: fan
                    parallelism: 12
                    script: printf 'step\\033]0;owned\\007 漢字 \\033[2Jdone\\n'; sleep 1
                  - {name: bad, dependsOn: [fan], script: "printf 'why\\\\033[2J\\n'; exit 3"}
                """);
        Process process = sluice.startOnTerminal(new Window(40, 8), "run", "--spawn", "12");
        assertThat(process.waitFor()).isEqualTo(Exit.FAILED);

        String shown = sluice.shown().replace("\r\n", "\n");
        FakeTerminal screen = new FakeTerminal(40).show(shown);
        assertThat(screen.mostBelow()).isLessThanOrEqualTo(8);
        assertThat(screen.cursorShown()).isTrue();
        assertThat(shown).contains("… and 9 more").doesNotContain("owned");
        assertThat(String.join("\n", screen.lines()))
                .containsPattern("✓ \\[1/2] fan … 12 jobs done in [0-9.]+s\n")
                .containsPattern("✗ \\[2/2] bad … exit code 3 in [0-9.]+s\n    │ why\n    log: ")
                .contains("sluice rerun small-")
                .doesNotContain("running");
    }

    @Test
    void ctrl_c_leaves_the_terminal_as_it_was() throws Exception {
        sluice.file(
                "sluice.yaml",
                """
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                metadata: {name: long}
                spec:
                  steps:
                  - {name: sleeper, script: "echo well; sleep 60"}
                """);
        Process process = sluice.startOnTerminal(new Window(80, 24), "run");
        await("well");
        process.getOutputStream().write("\u0003".getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
        assertThat(process.waitFor()).isEqualTo(Exit.CANCELLED);

        FakeTerminal screen = new FakeTerminal(80).show(sluice.shown().replace("\r\n", "\n"));
        assertThat(screen.cursorShown()).isTrue();
        assertThat(screen.lines()).anyMatch(line -> line.startsWith("■ [1/1] sleeper … stopped after"));
        assertThat(String.join("\n", screen.lines())).doesNotContain("well").doesNotContain("1 running");
    }
}
