package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of this machine is undone by hand, and a step is run again as it was when all was well (C7). */
class RollbackHereTest {

    private static final String SHOP =
            """
            apiVersion: v1
            kind: PodTemplate
            metadata: {name: undoer}
            template: {spec: {containers: [{name: c, command: [sh, -c, 'echo "undo db $SLUICE_OUTPUTS_DB_ID $who" >> ran']}]}}
            ---
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: shop}
            spec:
              variables: {who: nobody, app: "true"}
              steps:
              - {name: db, outputs: [id], script: 'echo db >> ran; echo id=7 >> "$SLUICE_OUTPUT"', rollback: {agent: undoer}}
              - {name: note, dependsOn: [db], script: 'echo note >> ran'}
              - {name: app, dependsOn: [note], script: 'echo app >> ran; eval "$app"', rollback: {script: 'echo "undo app by $SLUICE_STEP" >> ran'}}
            """;

    private static final String EDITED =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: edited}
            spec:
              variables: {tag: TAG}
              steps:
              - {name: deploy, script: 'echo "TAG with $tag" >> ran'}
              - {name: smoke, dependsOn: [deploy], script: SMOKE, onFailure: Rollback, rollbackTo: deploy}
            """;

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void a_folder() {
        sluice = new Sluice(directory);
        sluice.file("sluice.yaml", SHOP);
    }

    @Test
    void what_ran_is_undone_the_last_first_and_on_record_whatever_the_file_says_now() throws IOException {
        assertThat(sluice.call("run", "--variable", "who=anna").status()).isZero();
        String run = only();
        JsonNode before = record(run);
        sluice.file("sluice.yaml", "edited: since");

        Sluice.Result result = sluice.call("rollback", run, "--to", "db", "--by", "bob");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("db", "note", "app", "undo app by app", "undo db 7 anna");
        assertThat(result.out())
                .contains("rolled back to db for bob: undid app, db")
                .doesNotContain("taken over");
        JsonNode after = record(run);
        assertThat(after.at("/state").asText()).isEqualTo("Failed");
        assertThat(after.at("/reason").asText()).isEqualTo("RolledBack");
        assertThat(after.at("/id")).isEqualTo(before.at("/id"));
        assertThat(after.at("/start")).isEqualTo(before.at("/start"));
        assertThat(after.at("/arguments")).isEqualTo(before.at("/arguments"));
        assertThat(after.at("/steps/0/jobs/0/attempts")).isEqualTo(before.at("/steps/0/jobs/0/attempts"));
        assertThat(after.at("/steps/1/jobs/0/digest")).isEqualTo(before.at("/steps/1/jobs/0/digest"));
        assertThat(after.at("/steps/0/state").asText()).isEqualTo("RolledBack");
        assertThat(after.at("/rollbacks/0/state").asText()).isEqualTo("Succeeded");
        assertThat(after.at("/rollbacks/0/cause").asText()).isEqualTo("Manual");
        assertThat(after.at("/rollbacks/0/by").asText()).isEqualTo("bob");
        assertThat(after.at("/rollbacks/0/steps")).hasToString("[\"app\",\"db\"]");
    }

    @Test
    void a_step_is_undone_once_and_a_request_for_more_goes_on() throws IOException {
        sluice.call("run");
        String run = only();
        assertThat(sluice.call("rollback", run, "--to", "app").status()).isZero();
        JsonNode undone = record(run);

        Sluice.Result again = sluice.call("rollback", run, "--to", "app");
        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).contains("not rolled back: all of it since app was undone already");
        assertThat(record(run).at("/end")).isEqualTo(undone.at("/end"));
        assertThat(record(run).at("/rollbacks/1/state").asText()).isEqualTo("Skipped");

        assertThat(sluice.call("rollback", run, "--to", "db", "--json").status())
                .isZero();
        assertThat(ran()).containsExactly("db", "note", "app", "undo app by app", "undo db 7 nobody");

        Sluice.Result unknown = sluice.call("rollback", run, "--to", "ap");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("run " + run + " has no step \"ap\" (did you mean \"app\"?)");
    }

    @Test
    void a_run_that_was_cut_off_can_be_undone_and_one_under_way_can_not() throws Exception {
        Process process = sluice.start("run", "--variable", "app=touch began; sleep 60");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Files.notExists(directory.resolve("began")) && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        String run = only();
        // The process may be ahead of the record of its start.
        while (record(run).at("/steps/2/jobs/0/attempts/0").isMissingNode() && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        Sluice.Result early = sluice.call("rollback", run, "--to", "db");
        assertThat(early.status()).isEqualTo(2);
        assertThat(early.err()).contains("run " + run + " is under way");
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();

        Sluice.Result result = sluice.call("rollback", run, "--to", "db");
        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("db", "note", "app", "undo app by app", "undo db 7 nobody");
    }

    @Test
    void two_who_ask_at_once_undo_a_step_once() throws Exception {
        sluice.file("sluice.yaml", SHOP.replace("echo \"undo app", "sleep 5; echo \"undo app"));
        sluice.call("run");
        String run = only();
        Process first = sluice.start("rollback", run, "--to", "app");
        Path lock = directory.resolve(".sluice/runs").resolve(run).resolve("rollback.lock");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!record(run).at("/state").asText().equals("RollingBack") && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertThat(lock).exists();
        Sluice.Result second = sluice.call("rollback", run, "--to", "db");
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.err()).contains("is being rolled back already");
        assertThat(first.waitFor()).isZero();
        assertThat(ran()).containsExactly("db", "note", "app", "undo app by app");
    }

    /** Its jobs that ran are not run again, and what is left can be. */
    @Test
    void a_rollback_that_was_cut_off_can_be_gone_on_with() throws Exception {
        sluice.file("sluice.yaml", SHOP.replace("echo \"undo app", "touch began; sleep 60; echo \"undo app"));
        sluice.call("run");
        String run = only();
        Process process = sluice.start("rollback", run, "--to", "db");
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        String attempts = "/steps/3/jobs/0/attempts/0/number";
        while ((Files.notExists(directory.resolve("began"))
                        || record(run).at(attempts).isMissingNode())
                && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
        process.waitFor();

        Sluice.Result result = sluice.call("rollback", run, "--to", "db");
        assertThat(result.out() + result.err()).contains("undid db");
        assertThat(ran()).containsExactly("db", "note", "app", "undo db 7 nobody");
        assertThat(record(run).at("/rollbacks/0/state").asText()).isEqualTo("Failed");
        assertThat(record(run).at("/rollbacks/1/state").asText()).isEqualTo("Succeeded");
    }

    @Test
    void a_step_without_a_task_is_run_again_as_it_was_when_all_was_well() throws IOException {
        edited("one", "exit 0");
        assertThat(sluice.call("run").status()).isZero();
        String good = only();
        edited("two", "exit 3");
        Sluice.Result failed = sluice.call("run");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.out()).contains("rolled back to deploy: ran deploy again as in " + good);
        assertThat(ran()).containsExactly("one with one", "two with two", "one with one");

        edited("three", "exit 0");
        assertThat(sluice.call("run").status()).isZero();
        String third = runs().stream()
                .filter(run -> state(run).equals("Succeeded") && !run.equals(good))
                .findFirst()
                .orElseThrow();
        assertThat(sluice.call("rollback", third, "--to", "deploy").status()).isZero();
        assertThat(record(third).at("/rollbacks/0/run").asText()).isEqualTo(good);
        assertThat(ran()).endsWith("three with three", "one with one");
    }

    @Test
    void where_there_was_no_good_run_nothing_is_called_undone() throws IOException {
        edited("one", "exit 3");
        Sluice.Result result = sluice.call("run");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "the rollback to deploy failed: deploy has no rollback task, and there is no earlier run of the pipeline");
        assertThat(ran()).containsExactly("one with one");
    }

    private void edited(String tag, String smoke) {
        sluice.file("sluice.yaml", EDITED.replace("TAG", tag).replace("SMOKE", smoke));
    }

    private String state(String run) {
        try {
            return record(run).at("/state").asText();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode record(String run) throws IOException {
        return new ObjectMapper()
                .readTree(directory
                        .resolve(".sluice/runs")
                        .resolve(run)
                        .resolve("run.json")
                        .toFile());
    }

    private String only() throws IOException {
        List<String> runs = runs();
        assertThat(runs).hasSize(1);
        return runs.get(0);
    }

    private List<String> runs() throws IOException {
        try (Stream<Path> folders = Files.list(directory.resolve(".sluice/runs"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private List<String> ran() throws IOException {
        return Files.readAllLines(directory.resolve("ran"));
    }
}
