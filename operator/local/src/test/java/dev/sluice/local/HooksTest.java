package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.Report;
import dev.sluice.local.cache.CacheSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E5, E6: hooks, artifacts and the log of events, with real processes. */
class HooksTest {

    @TempDir
    Path directory;

    @Test
    void hooks_share_environment_folder_and_log_with_the_step() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - name: a
                  environment: {LEVEL: full}
                  command: [sh, -c, "echo program $LEVEL; exit 4"]
                  hooks: {before: [{command: [sh, -c, "echo before $LEVEL"]}], after: [{script: "echo after $SLUICE_STATUS in $PWD"}]}
                """);
        story.run();
        assertThat(story.log("a")).isEqualTo("before full\nprogram full\nafter 4 in " + directory + "\n");
        assertThat(story.failure("a")).isEqualTo(Failure.exitCode(4));
    }

    @Test
    void a_hook_that_fails_is_the_steps_failure_in_its_own_words() throws Exception {
        Story story = new Story(
                directory,
                "steps: [{name: a, script: 'echo never', hooks: {before: [{command: ['true']}, {script: exit 3}]}}]");
        story.run();
        assertThat(story.failure("a").message()).isEqualTo("before hook 2 failed: exit code 3");
        assertThat(story.failure("a").exitCode()).hasValue(3);
        assertThat(story.log("a")).isEqualTo("sluice: before hook 2 failed: exit code 3\n");
    }

    @Test
    void an_artifact_is_held_to_its_schema_right_after_its_step() throws Exception {
        Files.writeString(directory.resolve("s.json"), "{\"type\": \"object\"}");
        Story story = new Story(
                        directory,
                        """
                steps:
                - {name: a, script: "echo [] >a.json", artifacts: [{path: a.json, schema: s.json}], inputs: [s.json]}
                - {name: b, dependsOn: [a], script: "true"}
                - {name: c, dependsOn: [], script: "true", artifacts: [{path: x}, {path: z}]}
                """)
                .withCache(new CacheSettings(true, 1000));
        story.run();
        String message = "artifact a.json does not fit s.json: the whole: array found, object expected";
        assertThat(story.failure("a").message()).isEqualTo(message);
        assertThat(story.log("a")).isEqualTo("sluice: " + message + "\n");
        assertThat(story.failure("c").message()).isEqualTo("did not write its artifact x, z");
        assertThat(story.started).doesNotContain("b");
        assertThat(directory.resolve(".sluice/cache")).doesNotExist();
    }

    @Test
    void a_timeout_and_a_cancellation_end_hooks_too() throws Exception {
        Story story = new Story(
                        directory,
                        """
                        steps:
                        - {name: a, timeout: 1s, script: "true", hooks: {before: [{script: "sleep 100"}], after: [{script: "echo after"}]}}
                        - {name: b, script: "echo begun >begun", hooks: {after: [{script: "sleep 100"}]}}
                        """)
                .withGrace(Duration.ofSeconds(3));
        long before = System.nanoTime();
        CompletableFuture<Report> run = story.runInBackground();
        while (story.failure("a") == null || !Files.exists(directory.resolve("begun"))) {
            Thread.sleep(10);
        }
        story.cancel();
        assertThat(run.get().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(story.failure("a").message()).isEqualTo("timed out after 1s");
        assertThat(story.log("a")).doesNotContain("after");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void every_stage_has_its_lines_in_the_log_of_events() throws Exception {
        String spec =
                """
                steps:
                - {name: a, script: "echo x=1 >>$SLUICE_OUTPUT; echo >f", outputs: [x], artifacts: [{path: f}], inputs: [in]}
                - {name: b, script: "exit 3", retry: {limit: 1}, dependsOn: [a]}
                - {name: c, script: "true", dependsOn: [b]}
                - {name: d, skip: "not today", script: "true"}
                """;
        Files.writeString(directory.resolve("in"), "");
        CacheSettings on = new CacheSettings(true, 100_000);
        Story first = new Story(directory, spec).withCache(on);
        first.run();
        assertThat(statuses(first))
                .containsExactlyInAnyOrder(
                        "a running",
                        "a succeeded",
                        "b running",
                        "b retrying",
                        "b running",
                        "b failed",
                        "c skipped",
                        "d skipped");
        JsonNode ended = events(first).stream()
                .filter(event -> event.get("status").asText().equals("succeeded"))
                .findFirst()
                .orElseThrow();
        assertThat(ended.get("artifacts").toString()).isEqualTo("[\"f\"]");
        assertThat(ended.get("outputs").toString()).isEqualTo("{\"x\":\"1\"}");
        assertThat(ended.get("durationMs").isIntegralNumber()).isTrue();
        assertThat(ended.get("exitCode").asInt()).isZero();
        assertThat(ended.get("runId").asText()).isEqualTo("id-1");
        Story second = new Story(directory, spec).withCache(on);
        second.run();
        assertThat(statuses(second)).contains("a cached").doesNotContain("a running");
    }

    private static List<String> statuses(Story story) throws Exception {
        return events(story).stream()
                .map(event -> event.get("stageId").asText() + " "
                        + event.get("status").asText())
                .toList();
    }

    private static List<JsonNode> events(Story story) throws Exception {
        List<JsonNode> events = new ArrayList<>();
        for (String line : Files.readAllLines(story.folder().events())) {
            events.add(new ObjectMapper().readTree(line));
        }
        return events;
    }
}
