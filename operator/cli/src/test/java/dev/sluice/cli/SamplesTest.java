package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README tells people to begin with. */
class SamplesTest {

    private static final Path SAMPLES =
            Path.of("../../config/samples").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    @Test
    void first_runs_as_it_stands_and_in_a_few_seconds() {
        Instant start = Instant.now();
        Sluice.Result result = new Sluice(directory)
                .call("run", "-f", SAMPLES.resolve("first.yaml").toString(), "--spawn", "6");
        assertThat(result.out()).contains("✓ first succeeded in ").contains("8 jobs succeeded");
        assertThat(result.status()).isZero();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void first_passes_its_output_on() throws Exception {
        Sluice.Result result = new Sluice(directory)
                .call("run", "--json", "-f", SAMPLES.resolve("first.yaml").toString());
        String log = new ObjectMapper()
                .readTree(result.out()).findParents("log").stream()
                        .map(a -> a.get("log").asText())
                        .filter(l -> l.endsWith("greet.log"))
                        .findFirst()
                        .orElseThrow();
        assertThat(Path.of(log)).content().matches("Hello, version 1\\.0\\.\\d{3} is tested\n");
    }

    @Test
    void first_and_its_run_belong_together() throws Exception {
        Sluice sluice = new Sluice(directory);
        sluice.file(
                "both.yaml",
                Files.readString(SAMPLES.resolve("first.yaml")) + "---\n"
                        + Files.readString(SAMPLES.resolve("first-run.yaml")));
        assertThat(sluice.call("plan", "--json", "-f", "both.yaml").out()).contains("Good morning, version ");
        assertThat(sluice.call("validate", "-f", "both.yaml").outLines())
                .isEqualTo(List.of("both.yaml: first is good: 8 jobs in 5 steps, at most 6 at once"));
    }
}
