package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates as users meet them on a laptop (C6). */
class GatesCommandTest {

    private static final String PIPELINE =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: story}
            spec:
              steps:
              - name: release
                block:
                  prompt: Release?
                  fields:
                  - {key: version, format: "[0-9.]+"}
                  - {key: region, type: Select, multiple: true, default: eu, options: [{value: eu}, {value: us}]}
              - name: deploy
                script: echo "$SLUICE_OUTPUTS_RELEASE_VERSION <${SLUICE_OUTPUTS_RELEASE_REGION}>"; test -n "$SLUICE_OUTPUTS_RELEASE_VERSION"
            """;

    @TempDir
    Path directory;

    private Sluice.Result sluice(String... arguments) {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE);
        return sluice.call(arguments);
    }

    @Test
    void options_answer_for_scripts() throws Exception {
        Sluice.Result result = sluice(
                "run",
                "--json",
                "--approve",
                "release",
                "--field",
                "release.version=1.2",
                "--field",
                "release.region=us",
                "--field",
                "release.region=eu");

        assertThat(result.status()).as(result.err()).isZero();
        JsonNode gate = new ObjectMapper().readTree(result.out()).at("/gates/0");
        assertThat(gate.at("/state").asText()).isEqualTo("Approved");
        assertThat(gate.at("/decisions/0/person").asText()).isEqualTo(System.getProperty("user.name"));
        assertThat(gate.at("/decisions/0/time").asText()).isNotEmpty();
        assertThat(gate.at("/answers").toString()).isEqualTo("{\"version\":[\"1.2\"],\"region\":[\"us\",\"eu\"]}");
        assertThat(result.errLines()).anyMatch(line -> line.contains("release approved by"));
    }

    @Test
    void a_no_ends_the_run() {
        Sluice.Result result = sluice("run", "--reject", "release");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("✗ story failed").contains("release rejected by");
    }

    @Test
    void without_an_answer_and_a_terminal_nothing_starts() {
        Sluice.Result result = sluice("run");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("gate \"release\" asks a person, and there is no terminal to ask on:"
                        + " --approve release --field release.version=… or --reject release\n");
    }

    @Test
    void wrong_answers_are_told_all_at_once() {
        Sluice.Result result =
                sluice("run", "--approve", "release", "--field", "release.version=one", "--field", "relase.a=b");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.errLines())
                .containsExactly(
                        "--field relase: this run has no gate \"relase\" (did you mean \"release\"?)",
                        "gate \"release\": version can't be \"one\": it must match [0-9.]+; fill in with --field release.KEY=VALUE");
    }

    @Test
    void the_plan_shows_it() {
        assertThat(sluice("plan").out()).contains("release  gate      starts at once  (asks for version, region)");
    }
}
