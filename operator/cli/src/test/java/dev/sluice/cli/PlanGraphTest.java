package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice plan --graph} (issue 6, item 4). What is drawn is tested where it is drawn. */
class PlanGraphTest {

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void file() {
        sluice = new Sluice(directory);
        sluice.file(
                "sluice.yaml",
                """
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                metadata: {name: story}
                spec:
                  steps:
                  - {name: build, script: x}
                  - {name: test, dependsOn: [build], parallelism: 2, script: x}
                """);
    }

    @Test
    void as_text_unless_it_is_said_otherwise() {
        Sluice.Result result = sluice.call("plan", "--graph", "story");
        assertThat(result.out())
                .isEqualTo(
                        """
                        story: 3 jobs in 2 steps, at most 2 at once

                        ┌───────┐   ┌─────────┐
                        │ build ├──▶│ test ×2 │
                        └───────┘   └─────────┘
                        """);
        assertThat(sluice.call("plan", "--graph").out()).isEqualTo(result.out());
    }

    @Test
    void both_ways_of_asking_for_another_form() {
        String mermaid = "flowchart LR\n  s0[\"build\"]\n  s1[\"test ×2\"]\n  s0 --> s1\n";
        assertThat(sluice.call("plan", "--graph=mermaid").out()).isEqualTo(mermaid);
        assertThat(sluice.call("plan", "--graph", "mermaid", "story").out()).isEqualTo(mermaid);
        assertThat(sluice.call("plan", "--format", "mermaid").out()).isEqualTo(mermaid);
        assertThat(sluice.call("plan", "--format", "sluice", "--graph=svg").out())
                .startsWith("<svg ")
                .endsWith("</svg>\n");
    }

    @Test
    void a_form_that_there_is_not_is_the_users_error() {
        Sluice.Result result = sluice.call("plan", "--graph=png");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("--graph png: is none of text, mermaid, dot, svg\n");
        assertThat(sluice.call("plan", "--graph", "--json").err())
                .isEqualTo("--graph and --json exclude one another\n");
        assertThat(sluice.call("plan", "--format", "svgg").status()).isEqualTo(2);
    }

    @Test
    void on_a_narrow_terminal_it_is_folded() throws Exception {
        Process process = sluice.with("TERM", "xterm")
                .with("NO_COLOR", "1")
                .startOnTerminal(new Window(22, 24), "plan", "--graph");
        assertThat(process.waitFor()).isZero();
        assertThat(sluice.shown().replace("\r", ""))
                .isEqualTo("story: 3 jobs in 2 steps, at most 2 at once\n\n  1  build\n  2  test ×2  ← build\n");
    }
}
