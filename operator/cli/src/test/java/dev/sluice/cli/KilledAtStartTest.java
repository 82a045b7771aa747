package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A kill -9 in the moment a job begins (C7, E5): the program that makes each job a session ends Sluice before it goes on, so that
 * Sluice has begun the process and can't have told anybody of it.
 */
class KilledAtStartTest {

    private static final String SHOP =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: shop}
            spec:
              steps:
              - {name: db, script: 'echo db >> ran', rollback: {script: 'echo "undo db" >> ran'}}
              - {name: app, dependsOn: [db], script: 'echo app >> ran', rollback: {script: 'echo "undo app" >> ran'}}
            """;

    private static final String SETSID =
            """
            #!/bin/sh
            case ${SLUICE_OUTPUT##*/} in
            "$(cat die-at 2>/dev/null)".output-*) rm die-at; kill -9 $PPID ;;
            esac
            exec /usr/bin/setsid "$@"
            """;

    private static final int KILLED = 128 + 9;

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void a_folder() throws IOException {
        sluice = new Sluice(directory);
        sluice.file("sluice.yaml", SHOP);
        Path programs = Files.createDirectory(directory.resolve("bin"));
        Path setsid = Files.writeString(programs.resolve("setsid"), SETSID);
        assertThat(setsid.toFile().setExecutable(true)).isTrue();
        sluice.with("PATH", programs + ":" + System.getenv("PATH"));
    }

    /** At most once: nobody but a person can tell whether half of it was done. */
    @Test
    void what_undoes_a_step_is_never_begun_twice_and_the_rest_can_be_gone_on_with() throws IOException {
        assertThat(sluice.call("run").status()).isZero();
        String run = only();
        sluice.file("die-at", "app.rollback");
        assertThat(sluice.call("rollback", run, "--to", "db").status()).isEqualTo(KILLED);
        awaitRan("undo app");

        Sluice.Result result = sluice.call("rollback", run, "--to", "db");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("db", "app", "undo app", "undo db");
        JsonNode cut = record(run).at("/rollbacks/0");
        assertThat(cut.at("/state").asText()).isEqualTo("Failed");
        assertThat(cut.at("/steps")).hasToString("[\"app\"]");
        assertThat(cut.at("/message").asText())
                .isEqualTo(
                        "the rollback to db was cut off while app was undone: whether that was done is for you to find out");
        assertThat(result.out()).contains(cut.at("/message").asText());
        assertThat(record(run).at("/rollbacks/1/steps")).hasToString("[\"db\"]");
        assertThat(attempts(run, "app.rollback")).isEqualTo(1);
    }

    @Test
    void what_may_have_run_is_undone() throws IOException {
        sluice.file("die-at", "app");
        assertThat(sluice.call("run").status()).isEqualTo(KILLED);
        awaitRan("app");

        Sluice.Result result = sluice.call("rollback", only(), "--to", "app");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(ran()).containsExactly("db", "app", "undo app");
        assertThat(attempts(only(), "app")).isEqualTo(1);
    }

    /** At least once: what is not known to have succeeded runs again. */
    @Test
    void a_usual_job_is_run_again_by_resume() throws IOException {
        sluice.file("die-at", "app");
        assertThat(sluice.call("run").status()).isEqualTo(KILLED);
        awaitRan("app");

        assertThat(sluice.call("resume", only()).status()).isZero();

        assertThat(ran()).containsExactly("db", "app", "app");
    }

    /** Else it would be done twice at once, or undone while it is done. */
    @ParameterizedTest
    @ValueSource(strings = {"resume", "rollback"})
    void as_long_as_what_it_began_goes_on_nothing_is_done_beside_it(String command) throws IOException {
        sluice.file(
                "sluice.yaml", SHOP.replace("echo app >> ran", "echo app >> ran; until [ -e go ]; do sleep 0.1; done"));
        sluice.file("die-at", "app");
        assertThat(sluice.call("run").status()).isEqualTo(KILLED);
        awaitRan("app");
        String[] again = command.equals("resume")
                ? new String[] {"resume", only()}
                : new String[] {"rollback", only(), "--to", "app"};

        Sluice.Result refused = sluice.call(again);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .matches(
                        "sluice: run shop-\\S+ was cut off, and what it began goes on: app \\(process(es)? [\\d ]+\\); "
                                + "wait until that has ended, or end it with: kill [\\d ]+\n");
        sluice.file("go", "");
        assertThat(ran()).containsExactly("db", "app");
        await().untilAsserted(() -> assertThat(sluice.call(again).status()).isZero());
    }

    private int attempts(String run, String step) throws IOException {
        for (JsonNode each : record(run).at("/steps")) {
            if (each.at("/name").asText().equals(step)) {
                return each.at("/jobs/0/attempts").size();
            }
        }
        throw new AssertionError(step);
    }

    /** What was begun goes on without Sluice. */
    private void awaitRan(String line) throws IOException {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!ran().contains(line) && System.nanoTime() < until) {
            Thread.onSpinWait();
        }
    }

    private JsonNode record(String run) throws IOException {
        return new ObjectMapper()
                .readTree(directory.resolve(".sluice/runs/" + run + "/run.json").toFile());
    }

    private String only() throws IOException {
        try (Stream<Path> folders = Files.list(directory.resolve(".sluice/runs"))) {
            return folders.map(folder -> folder.getFileName().toString())
                    .min(String::compareTo)
                    .orElseThrow();
        }
    }

    private List<String> ran() throws IOException {
        Path ran = directory.resolve("ran");
        return Files.exists(ran) ? Files.readAllLines(ran) : List.of();
    }
}
