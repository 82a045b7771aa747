package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.model.Problem;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Report.Phase;
import dev.sluice.core.schedule.Report.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stories with real processes. */
class LocalRunTest {

    @TempDir
    Path directory;

    @Test
    void jobs_run_after_what_they_depend_on_and_get_its_outputs() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - name: build
                  outputs: [version]
                  script: echo "version=1.2" >> "$SLUICE_OUTPUT"
                - name: use
                  dependsOn: [build]
                  environment: {TEXT: "got ${steps.build.outputs.version}"}
                  script: echo "$TEXT and $SLUICE_OUTPUTS_BUILD_VERSION"
                """);
        Report report = story.run();
        assertThat(report.phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(story.log("use")).isEqualTo("got 1.2 and 1.2\n");
        assertThat(story.ledger().at("/steps/0/jobs/0/outputs/version").asText())
                .isEqualTo("1.2");
    }

    @Test
    void a_job_knows_its_place_among_parallel_jobs_and_in_the_matrix() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - name: test
                  parallelism: 2
                  matrix: {dimensions: {os: [debian, alpine]}}
                  script: echo "$SLUICE_MATRIX_OS $SLUICE_PARALLEL_JOB/$SLUICE_PARALLEL_JOB_COUNT $BUILDKITE_PARALLEL_JOB"
                """);
        story.run();
        assertThat(List.of("test.0.0", "test.0.1", "test.1.0", "test.1.1"))
                .map(story::log)
                .containsExactly("debian 0/2 0\n", "debian 1/2 1\n", "alpine 0/2 0\n", "alpine 1/2 1\n");
    }

    @Test
    void a_failure_undoes_what_was_done_and_it_is_on_record() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: db, script: 'echo v=7 >> $SLUICE_OUTPUT', outputs: [v], rollback: {script: 'echo back from $SLUICE_OUTPUTS_DB_V for $SLUICE_FAILED_STEP'}}
                - {name: app, dependsOn: [db], script: echo, rollback: {script: echo}}
                - {name: smoke, dependsOn: [app], script: exit 1, onFailure: Rollback, rollbackTo: db}
                """);
        Report report = story.run();
        assertThat(report.reason()).isEqualTo(Report.Reason.ROLLED_BACK);
        assertThat(report.message()).isEqualTo("smoke failed: exit code 1; rolled back to db: undid app, db");
        assertThat(story.started).containsExactly("db", "app", "smoke", "app.rollback", "db.rollback");
        assertThat(story.log("db.rollback")).isEqualTo("back from 7 for smoke\n");
        assertThat(story.ledger().at("/rollbacks/0/state").asText()).isEqualTo("Succeeded");
        assertThat(story.ledger().at("/steps/0/state").asText()).isEqualTo("RolledBack");
    }

    @Test
    void what_undoes_a_step_is_looked_at_before_anything_runs() {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: a, script: x, rollback: {agent: nobody}}
                """);
        assertThat(story.lacks()).extracting(problem -> problem.path()).containsExactly("spec.steps[0].rollback.agent");
    }

    @Test
    void a_failure_keeps_its_exit_code_and_halts_what_depends_on_it() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: bad, script: "echo oh no >&2; exit 3"}
                - {name: after, dependsOn: [bad], script: echo never}
                """);
        Report report = story.run();
        assertThat(report.phase()).isEqualTo(Phase.FAILED);
        assertThat(report.reason()).isEqualTo(Reason.STEP_FAILED);
        assertThat(story.log("bad")).isEqualTo("oh no\n");
        JsonNode bad = story.ledger().at("/steps/0/jobs/0/attempts/0");
        assertThat(bad.at("/exitCode").asInt()).isEqualTo(3);
        assertThat(bad.at("/failure/message").asText()).isEqualTo("exit code 3");
        assertThat(story.ledger().at("/steps/1/state").asText()).isEqualTo("Skipped");
        assertThat(Files.exists(story.folder().log("after"))).isFalse();
    }

    @Test
    void a_script_ends_at_its_first_failing_line() throws Exception {
        Story story = new Story(directory, "steps:\n- {name: a, script: \"echo one\\nfalse\\necho two\\n\"}\n");
        assertThat(story.run().phase()).isEqualTo(Phase.FAILED);
        assertThat(story.log("a")).isEqualTo("one\n");
    }

    @Test
    void a_step_that_continues_leaves_the_run_succeeded_with_failures() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: bad, onFailure: Continue, script: exit 1}
                - {name: after, dependsOn: [bad], script: echo on}
                """);
        Report report = story.run();
        assertThat(report.reason()).isEqualTo(Reason.COMPLETED_WITH_FAILURES);
        assertThat(story.log("after")).isEqualTo("on\n");
    }

    @Test
    void a_failed_attempt_is_tried_again_in_the_same_log() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - name: flaky
                  retry: {limit: 2}
                  script: |
                    echo "attempt $SLUICE_ATTEMPT"
                    test "$SLUICE_ATTEMPT" = 2
                """);
        assertThat(story.run().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(story.log("flaky")).isEqualTo("attempt 1\n--- attempt 2 ---\nattempt 2\n");
        assertThat(story.ledger().at("/steps/0/jobs/0/attempts")).hasSize(2);
        assertThat(story.again).containsExactly("flaky");
    }

    @Test
    void command_is_argv_and_meets_no_shell() throws Exception {
        Story story = new Story(directory, "steps:\n- {name: a, command: [echo, '$HOME', 'a b']}\n");
        story.run();
        assertThat(story.log("a")).isEqualTo("$HOME a b\n");
    }

    @Test
    void processes_start_where_sluice_was_started_with_its_environment_and_no_input() throws Exception {
        Story story = new Story(directory, "steps:\n- {name: a, script: 'pwd; echo $FROM_CALLER; cat'}\n")
                .withCaller("FROM_CALLER", "yes");
        story.run();
        assertThat(story.log("a")).isEqualTo(directory.toRealPath() + "\nyes\n");
    }

    @Test
    void a_command_that_does_not_exist_is_named() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: a, command: [no-such-command, x], retry: {limit: 3}, onFailure: Continue}
                - {name: b, command: [./no-such-file], dependsOn: [], onFailure: Continue}
                """);
        story.run();
        assertThat(story.failure("a").kind()).isEqualTo(Failure.Kind.UNSTARTABLE);
        assertThat(story.failure("a").message())
                .isEqualTo("command \"no-such-command\" does not exist: no folder of PATH has it");
        assertThat(story.failure("b").message())
                .startsWith("command \"./no-such-file\" does not exist: there is no file ");
        assertThat(story.started).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void outputs_of_4095_bytes_are_whole_and_larger_ones_fail() throws Exception {
        String script = "printf 'a=%*s' $1 x | tr ' ' y > $SLUICE_OUTPUT";
        Story story = new Story(
                directory,
                """
                steps:
                - {name: fits, command: [sh, -c, '%s', sh, "4093"]}
                - {name: large, command: [sh, -c, '%s', sh, "4094"]}
                """
                        .formatted(script.replace("'", "''"), script.replace("'", "''")));
        story.run();
        assertThat(story.ledger().at("/steps/0/state").asText()).isEqualTo("Succeeded");
        assertThat(story.failure("large").message()).startsWith("wrote more than 4,095 bytes to $SLUICE_OUTPUT");
    }

    @Test
    void an_output_that_is_declared_and_not_written_is_a_failure_also_of_its_attempt() throws Exception {
        Story story = new Story(directory, "steps:\n- {name: a, outputs: [url], script: 'true'}\n");
        story.run();
        assertThat(story.ledger()
                        .at("/steps/0/jobs/0/attempts/0/failure/message")
                        .asText())
                .isEqualTo("did not write its output \"url\" to $SLUICE_OUTPUT");
    }

    @Test
    void spawn_bounds_what_runs_at_once() throws Exception {
        Story story = new Story(
                        directory,
                        """
                        steps:
                        - name: a
                          parallelism: 6
                          script: |
                            mkdir "slot-$SLUICE_JOB"; ls | grep -c ^slot-; sleep 0.1; rmdir "slot-$SLUICE_JOB"
                        """)
                .withSpawn(2);
        story.run();
        for (int i = 0; i < 6; i++) {
            assertThat(Integer.parseInt(story.log("a." + i).strip())).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void a_timeout_ends_the_whole_tree_also_what_left_it() throws Exception {
        Story story = new Story(
                        directory,
                        """
                        steps:
                        - name: slow
                          timeout: 1s
                          script: |
                            trap '' TERM
                            sleep 300 & echo $! >> pids
                            (setsid sleep 301 & echo $! >> pids)
                            (sh -c 'trap "" TERM; sleep 302; sleep 303' & echo $! >> pids)
                            wait
                            sleep 304
                        """)
                .withGrace(Duration.ofMillis(300));
        Instant start = Instant.now();
        story.run();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(story.failure("slow")).isEqualTo(Failure.of(Failure.Kind.TIMEOUT, "timed out after 1s"));
        assertNothingLeft(3);
    }

    @Test
    void what_a_job_leaves_in_the_background_ends_with_it() throws Exception {
        Story story = new Story(
                directory,
                "steps:\n- {name: a, script: 'sleep 300 & echo $! >> pids; setsid sleep 301 & echo $! >> pids'}\n");
        assertThat(story.run().phase()).isEqualTo(Phase.SUCCEEDED);
        assertNothingLeft(2);
    }

    @Test
    void a_cancelled_run_stops_what_runs_with_all_below_it_and_starts_nothing_more() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - name: runs
                  script: |
                    echo $$ >> pids
                    sleep 300 & echo $! >> pids
                    (setsid sleep 301 & echo $! >> pids)
                    touch there
                    sleep 302
                - {name: later, dependsOn: [runs], script: echo never}
                """);
        CompletableFuture<Report> run = story.runInBackground();
        await().until(() -> Files.exists(directory.resolve("there")));
        story.cancel();
        Report report = run.get();
        assertThat(report.phase()).isEqualTo(Phase.CANCELLED);
        assertThat(story.ledger().at("/state").asText()).isEqualTo("Cancelled");
        assertThat(story.ledger().at("/steps/0/jobs/0/state").asText()).isEqualTo("Cancelled");
        assertThat(story.started).containsExactly("runs");
        assertNothingLeft(3);
    }

    /** Ctrl-C may reach a job's process before the run hears of it. */
    @Test
    void what_the_signal_that_cancels_the_run_ended_itself_is_cancelled_too() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: runs, script: "touch there; kill -INT $$; sleep 300"}
                - {name: later, dependsOn: [runs], script: echo never}
                """);
        CompletableFuture<Report> run = story.runInBackground();
        await().pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(directory.resolve("there")));
        Thread.sleep(100);
        story.cancel();
        assertThat(run.get().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(story.ledger().at("/steps/0/jobs/0/state").asText()).isEqualTo("Cancelled");
        assertThat(Interruption.caughtWhileStarting(
                        new IOException("error=0, Failed to exec spawn helper: pid: 14598, signal: 2")))
                .hasValue(130);
        assertThat(Interruption.caughtWhileStarting(
                        new IOException("error=0, Failed to exec spawn helper: pid: 14598, exit value: 2")))
                .isEmpty();
    }

    @Test
    void a_job_may_clean_up_when_it_is_stopped() throws Exception {
        Story story = new Story(
                directory,
                "steps:\n- {name: a, script: 'trap \"echo cleaned; exit 0\" TERM; touch there; while :; do sleep 0.05; done'}\n");
        CompletableFuture<Report> run = story.runInBackground();
        await().until(() -> Files.exists(directory.resolve("there")));
        story.cancel();
        assertThat(run.get().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(story.log("a")).contains("cleaned");
    }

    @Test
    void a_second_cancel_does_not_wait() throws Exception {
        Story story = new Story(
                directory,
                "steps:\n- {name: a, script: 'trap \"\" TERM; echo $$ >> pids; touch there; while :; do sleep 0.05; done'}\n");
        CompletableFuture<Report> run = story.runInBackground();
        await().until(() -> Files.exists(directory.resolve("there")));
        Instant start = Instant.now();
        story.cancel();
        story.cancel();
        assertThat(run.get().phase()).isEqualTo(Phase.CANCELLED);
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertNothingLeft(1);
    }

    @Test
    void an_agent_is_its_containers_command_with_its_environment() throws Exception {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: ask, agent: echoer, task: "say ${word}"}
                - {name: own, agent: echoer, script: echo "own $LEVEL"}
                variables: {word: hi}
                """,
                """
                apiVersion: v1
                kind: PodTemplate
                metadata: {name: echoer}
                template:
                  spec:
                    containers:
                    - name: main
                      image: x
                      command: [echo]
                      args: ["$(LEVEL)", "$$(LEVEL)", "$(SLUICE_TASK)"]
                      env:
                      - {name: LEVEL, value: high}
                """);
        story.run();
        assertThat(story.log("ask")).isEqualTo("high $(LEVEL) say hi\n");
        assertThat(story.log("own")).isEqualTo("own high\n");
    }

    @Test
    void what_this_machine_lacks_is_said_at_once_before_anything_runs() {
        Story story = new Story(
                directory,
                """
                steps:
                - {name: a, agent: nobody, task: x}
                - {name: b, agent: silent, task: x}
                - {name: c, image: busybox}
                - {name: d, script: x, secretEnvironment: [{name: TOKEN, secret: s, key: k}]}
                """,
                """
                kind: PodTemplate
                metadata: {name: silent}
                template: {spec: {containers: [{name: main, image: x}]}}
                """);
        assertThat(story.lacks())
                .extracting(Problem::toString)
                .containsExactly(
                        "spec.steps[0].agent: no PodTemplate named \"nobody\" (there are silent); add it to the pipeline's file or name its file with --agents",
                        "spec.steps[1].agent: agent \"silent\" has no command of its own, and images are not run on a laptop; give its container a command, or step \"b\" a command or script",
                        "spec.steps[2]: step \"c\" runs its image's own command, and images are not run on a laptop; give it a command or script",
                        "spec.steps[3].secretEnvironment[0]: TOKEN is not set; on a laptop secrets come from your environment: export TOKEN=…");
    }

    @Test
    void secrets_come_from_the_callers_environment() throws Exception {
        Story story = new Story(
                        directory,
                        "steps:\n- {name: a, script: 'echo $TOKEN', secretEnvironment: [{name: TOKEN, secret: s, key: k}]}\n")
                .withCaller("TOKEN", "geheim");
        assertThat(story.lacks()).isEmpty();
        story.run();
        assertThat(story.log("a")).isEqualTo("geheim\n");
        assertThat(Files.readString(story.folder().ledger())).doesNotContain("geheim");
    }

    @Test
    void the_record_is_whole_whenever_it_is_read() throws Exception {
        Story story = new Story(directory, "steps:\n- {name: a, parallelism: 40, script: 'true'}\n").withSpawn(4);
        CompletableFuture<Report> run = story.runInBackground();
        int read = 0;
        while (!run.isDone()) {
            Optional<JsonNode> ledger = story.ledgerIfThere();
            if (ledger.isPresent()) {
                read++;
                assertThat(ledger.get().at("/steps/0/jobs")).hasSize(40);
            }
        }
        assertThat(read).isPositive();
        assertThat(story.ledger().at("/state").asText()).isEqualTo("Succeeded");
        assertThat(story.ledger().at("/durationMs").isNumber()).isTrue();
    }

    private void assertNothingLeft(int expected) throws IOException {
        List<String> pids = Files.readAllLines(directory.resolve("pids"));
        assertThat(pids).hasSize(expected);
        assertThat(pids)
                .allSatisfy(pid ->
                        assertThat(Processes.runs(Long.parseLong(pid))).as(pid).isFalse());
    }
}
