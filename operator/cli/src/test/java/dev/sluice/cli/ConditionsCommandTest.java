package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conditions on a laptop: by options, by files, and by what git knows (C4). */
class ConditionsCommandTest {

    private static final String PIPELINE =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: story}
            spec:
              steps:
              - {name: test, script: 'echo "$SLUICE_BRANCH $SLUICE_EVENT $SLUICE_PAYLOAD" > seen'}
              - {name: docs, script: x, when: {paths: ["docs/**"]}}
              - {name: held, wait: {}, when: {labels: [hold]}}
              - {name: deploy, agent: nowhere, secretEnvironment: [{name: NO_TOKEN, secret: a, key: b}], when: {branches: [main]}}
              - {name: last, script: "true", dependsOn: [deploy], task: "${branch}", when: {events: [push]}}
            """;

    @TempDir
    Path directory;

    @Test
    void a_plan_shows_what_is_skipped_and_why() {
        assertThat(sluice().call("plan", "--branch", "feature/x", "--event", "push")
                        .outLines())
                .isEqualTo(List.of(
                        "story: 3 jobs in 4 steps, at most 2 at once",
                        "",
                        "  test    1 job     starts at once",
                        "  docs    1 job     starts at once",
                        "  held    skipped   no label among [hold]",
                        "  deploy  skipped   branch feature/x matches none of [main]",
                        "  last    1 job     after deploy"));
    }

    @Test
    void programs_get_it_too() throws IOException {
        JsonNode plan = new ObjectMapper()
                .readTree(sluice().call("plan", "--json", "--label", "a", "--label", "hold", "--branch", "b c")
                        .out());
        assertThat(plan.at("/skipped").toString())
                .isEqualTo("[{\"step\":\"deploy\",\"why\":\"branch b c matches none of [main]\"},"
                        + "{\"step\":\"last\",\"why\":\"a run without an event matches none of [push]\"}]");
        assertThat(plan.at("/jobs/0/env/SLUICE_BRANCH").asText()).isEqualTo("b c");
        assertThat(plan.at("/jobs/0/env").has("SLUICE_REVISION")).isFalse();
    }

    @Test
    void a_run_says_it_on_the_screen_and_on_record_and_asks_for_nothing_that_a_skipped_step_needs() throws IOException {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE.replace("docs, script: x", "docs, script: 'true'"));
        Sluice.Result result = sluice.call("run", "--branch", "feature/x", "--event", "push", "--payload", "{}");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.outLines())
                .anyMatch(line -> line.endsWith("deploy skipped: branch feature/x matches none of [main]"));
        assertThat(Files.readString(directory.resolve("seen"))).isEqualTo("feature/x push {}\n");
        JsonNode deploy = record().at("/steps/3");
        assertThat(deploy.at("/state").asText()).isEqualTo("Skipped");
        assertThat(deploy.at("/message").asText()).isEqualTo("branch feature/x matches none of [main]");
    }

    @Test
    void where_the_conditions_hold_it_asks() {
        assertThat(sluice().call("run", "--branch", "main").err())
                .contains("no PodTemplate named \"nowhere\"")
                .contains("NO_TOKEN is not set");
    }

    @Test
    void a_run_with_nothing_to_do_says_so() {
        Sluice sluice = new Sluice(directory);
        sluice.file(
                "sluice.yaml",
                PIPELINE.substring(0, PIPELINE.indexOf("  steps:"))
                        + "  steps: [{name: a, script: x, when: {labels: [a]}}]\n");
        Sluice.Result result = sluice.call("run");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains(": nothing to do: the step is skipped");
    }

    @Test
    void a_file_tells_a_whole_event_and_options_go_over_it() {
        Sluice sluice = sluice();
        sluice.file("event.json", "{\"type\": \"push\", \"branch\": \"main\", \"paths\": [\"src/a\"]}");
        assertThat(sluice.call("plan", "--event-file", "event.json").outLines())
                .contains("  docs    skipped   no changed file matches docs/**", "  deploy  1 job     after held");
        assertThat(sluice.call("plan", "--event-file", "event.json", "--branch", "x")
                        .outLines())
                .contains("  deploy  skipped   branch x matches none of [main]");
    }

    @Test
    void so_does_a_run_in_the_same_file() {
        Sluice sluice = new Sluice(directory);
        sluice.file(
                "sluice.yaml",
                PIPELINE
                        + "---\napiVersion: sluice.dev/v1alpha1\nkind: PipelineRun\nmetadata: {name: r}\nspec: {pipeline: story, labels: [hold], event: {branch: topic}}\n");
        assertThat(sluice.call("plan").outLines())
                .contains(
                        "  held    wait      after test, docs",
                        "  deploy  skipped   branch topic matches none of [main]");
    }

    @Test
    void git_tells_the_branch_and_what_changed() throws Exception {
        Sluice sluice = sluice();
        Git.in(directory, "init", "-q", "-b", "topic");
        commit("src/a.c");
        assertThat(sluice.call("plan").outLines())
                .contains(
                        "  docs    1 job     starts at once",
                        "  deploy  skipped   branch topic matches none of [main]");

        Git.in(directory, "checkout", "-q", "-b", "feature/a");
        commit("src/b.c");
        String none = "  docs    skipped   no changed file matches docs/**";
        assertThat(sluice.call("plan", "--base", "topic").outLines())
                .contains(none, "  deploy  skipped   branch feature/a matches none of [main]");

        sluice.file("x.md", "not committed");
        assertThat(sluice.call("plan", "--base", "topic").outLines()).contains(none);
        Files.createDirectories(directory.resolve("docs"));
        sluice.file("docs/a b.md", "not committed");
        assertThat(sluice.call("plan", "--base", "topic").outLines()).contains("  docs    1 job     starts at once");
        commit("docs/a b.md");
        assertThat(sluice.call("plan", "--base", "topic~0").outLines()).contains("  docs    1 job     starts at once");
        assertThat(sluice.call("plan", "--base", "HEAD").outLines()).contains(none);
    }

    @Test
    void a_base_is_never_an_option_of_git() throws Exception {
        Sluice sluice = sluice();
        Git.in(directory, "init", "-q", "-b", "topic");
        commit("a");
        Sluice.Result result = sluice.call("plan", "--base=--output=owned");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).isEqualTo("--base --output=owned: git knows no such revision\n");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(f -> f.getFileName().toString())).noneMatch(name -> name.startsWith("owned"));
        }
    }

    @Test
    void without_git_the_branch_is_not_known_and_all_paths_match() {
        Sluice sluice = sluice().with("PATH", "/nowhere");
        Sluice.Result result = sluice.call("plan", "--base", "main");
        assertThat(result.outLines())
                .contains(
                        "  docs    1 job     starts at once",
                        "  deploy  skipped   an unknown branch matches none of [main]");
        assertThat(result.err())
                .isEqualTo(
                        "sluice: --base main: what changed is not known (this is no checkout of git's), so all paths in conditions match\n");
    }

    @Test
    void validate_does_not_depend_on_where_it_is_asked() {
        assertThat(sluice().call("validate").out()).startsWith("sluice.yaml: story is good: 4 jobs in 5 steps");
    }

    @Test
    void what_makes_no_sense_is_refused_all_at_once() {
        Sluice sluice = sluice();
        sluice.file("event.yaml", "{typ: push, branch: 7}");
        assertThat(sluice.call("plan", "--event-file", "event.yaml").errLines())
                .containsExactlyInAnyOrder(
                        "event.yaml:1:2: typ: unknown field (did you mean \"type\"?)",
                        "event.yaml:1:13: branch: is a number, not a string; put it in quotes: \"7\"");
        assertThat(sluice.call("plan", "--label", "", "--branch", "b".repeat(300))
                        .errLines())
                .anyMatch(line -> line.contains("--label: is empty"))
                .anyMatch(line -> line.contains("--branch: has 300 characters; at most 256"));
        assertThat(sluice.call("plan", "--event-file", "none.yaml").err()).contains("none.yaml: no such file");
    }

    private Sluice sluice() {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", PIPELINE);
        return sluice;
    }

    private JsonNode record() throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve(".sluice/runs"))) {
            return new ObjectMapper()
                    .readTree(runs.findFirst().orElseThrow().resolve("run.json").toFile());
        }
    }

    private void commit(String file) throws Exception {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, "changed");
        Git.in(directory, "add", "--", file);
        Git.in(directory, "commit", "-q", "-m", "more");
    }
}
