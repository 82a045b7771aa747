package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs over hosts, on a laptop (B1 to B6). */
class TargetsTest {

    private static final Path CONFIG = Path.of("../../config").toAbsolutePath().normalize();

    private static final String HOSTS =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: hosts}
            spec:
              variables: {zone: none}
              targets: [{name: a, variables: {zone: x}}, {name: b}, {name: c}, {name: d}, {name: e}]
              steps:
              - {name: pull, script: '[ $SLUICE_TARGET != b ] || exit 3'}
              - {name: switch, dependsOn: [pull], script: '[ $SLUICE_TARGET != d ] || exit 4'}
              - {name: test, dependsOn: [switch], script: 'echo $SLUICE_TARGET in $zone'}
            """;

    @TempDir
    Path directory;

    @Test
    void five_targets_of_which_two_fail_at_different_steps_end_with_status_3_and_the_two_named() throws IOException {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HOSTS);

        Sluice.Result result = sluice.call("run");

        assertThat(result.status()).isEqualTo(3);
        assertThat(result.out())
                .contains("15 jobs in 3 steps on 5 targets, ")
                .contains("[1/3] pull on a …")
                .contains("[3/3] test on e … done in ")
                .contains("◐ hosts made it in part in ")
                .contains(": 3 of 5 targets made it: b failed at pull: exit code 3; d failed at switch: exit code 4\n")
                .contains("\n  ✗ b fell out at pull: exit code 3\n  ✗ d fell out at switch: exit code 4\n")
                .contains("10 jobs succeeded, 2 failed, 3 skipped");
        JsonNode ledger = new ObjectMapper().readTree(Files.readString(run().resolve("run.json")));
        assertThat(ledger.get("state").asText()).isEqualTo("Partial");
        assertThat(ledger.get("targets").get(1).toString())
                .isEqualTo("{\"name\":\"b\",\"state\":\"Failed\",\"step\":\"pull\",\"message\":\"exit code 3\"}");
        assertThat(ledger.get("steps").get(0).get("jobs").get(1).get("target").asText())
                .isEqualTo("b");
        assertThat(run().resolve("test.a.log")).hasContent("a in x");
    }

    @Test
    void targets_of_the_command_line_stand_in_place_of_the_pipelines_and_keep_its_variables() throws IOException {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HOSTS);

        assertThat(sluice.call("run", "--target", "a", "--target", "new.example.com")
                        .status())
                .isZero();
        assertThat(run().resolve("test.a.log")).hasContent("a in x");
        assertThat(run().resolve("test.new.example.com.log")).hasContent("new.example.com in none");
    }

    @Test
    void none_left_fails() {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HOSTS);

        Sluice.Result result = sluice.call("run", "--target", "b");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("no target is left: b failed at pull: exit code 3");
    }

    @Test
    void a_target_whose_name_is_longer_than_a_files_may_be_has_a_log() {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HOSTS);

        assertThat(sluice.call("run", "--target", "a.".repeat(120) + "example").status())
                .isZero();
    }

    @ParameterizedTest(name = "--target {0}")
    @CsvSource({"Web_1, is no name of an object", "a, is there twice"})
    void bad_targets_are_refused(String target, String message) {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HOSTS);

        Sluice.Result result = sluice.call("run", "--target", "a", "--target", target);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("--target: ").contains(message);
    }

    @Test
    void a_plan_shows_them() throws IOException {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", HOSTS);

        assertThat(sluice.call("plan").outLines())
                .startsWith("hosts: 15 jobs in 3 steps on 5 targets, at most 5 at once", "on a, b, c, d, e");
        JsonNode jobs =
                new ObjectMapper().readTree(sluice.call("plan", "--json").out()).get("jobs");
        assertThat(jobs.get(6).get("id").asText()).isEqualTo("switch.b");
        assertThat(jobs.get(6).get("target").asText()).isEqualTo("b");
        assertThat(jobs.get(6).get("dependsOn").toString()).isEqualTo("[\"pull.b\"]");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"do-all, 6", "merge-deploy, 8", "update-agent, 8", "force-update, 4"})
    void what_is_built_in_runs_by_its_name_with_agents_of_the_user(String pipeline, int jobs) {
        Sluice.Result result = new Sluice(directory)
                .call(
                        "run",
                        pipeline,
                        "--target",
                        "a",
                        "--target",
                        "b",
                        "--agents",
                        CONFIG.resolve("agents").toString());

        assertThat(result.out()).contains("✓ " + pipeline + " succeeded in ").contains(jobs + " jobs succeeded");
        assertThat(result.status()).isZero();
    }

    @Test
    void built_in_without_its_agents_says_which_are_missing() {
        Sluice.Result result = new Sluice(directory).call("run", "do-all", "--target", "a");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("no PodTemplate named \"pull\"").contains("no PodTemplate named \"test\"");
    }

    @Test
    void a_name_that_is_taken_is_refused() {
        Sluice sluice = new Sluice(directory);
        sluice.file("two.yaml", HOSTS + "---\n" + HOSTS);
        sluice.file("sluice.yaml", HOSTS.replace("{name: hosts}", "{name: do-all}"));

        assertThat(sluice.call("run", "-f", "two.yaml").errLines())
                .containsExactly(
                        "two.yaml:14:12: metadata.name: \"hosts\" is the name of the pipeline at two.yaml:3:12 already; give this one another");
        assertThat(sluice.call("run", "do-all").err())
                .contains(
                        "pipeline \"do-all\" is built in and in sluice.yaml as well; say -f sluice.yaml for that one");
        assertThat(sluice.call("plan", "do-all", "-f", "sluice.yaml").status()).isZero();
    }

    private Path run() throws IOException {
        try (var runs = Files.list(directory.resolve(".sluice/runs"))) {
            List<Path> all = runs.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
