package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that jobs add to their run on a laptop (A7). */
class LocalUploadTest {

    @TempDir
    Path directory;

    @Test
    void what_a_job_writes_after_its_outputs_runs_before_what_waits_below() throws InterruptedException {
        Story story = new Story(
                directory,
                """
                steps:
                - name: generate
                  upload: true
                  outputs: [count]
                  script: |
                    {
                      echo count=2
                      echo ---
                      for i in 1 2; do echo "- {name: made-$i, script: 'echo $i of ${steps.generate.outputs.count}'}"; done
                    } >> "$SLUICE_OUTPUT"
                - {name: all, wait: {}}
                - {name: last, script: "true"}
                """
                        .replace("echo $i of ${steps.generate.outputs.count}", "echo $SLUICE_OUTPUTS_GENERATE_COUNT"));
        assertThat(story.run().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(story.started).first().isEqualTo("generate");
        assertThat(story.started).containsExactlyInAnyOrder("generate", "made-1", "made-2", "last");
        assertThat(story.started).last().isEqualTo("last");
        assertThat(story.uploaded).containsExactly("made-1", "made-2");
        JsonNode ledger = story.ledger();
        assertThat(ledger.get("uploads").get(0).get("job").asText()).isEqualTo("generate");
        assertThat(ledger.get("steps")).hasSize(5);
        assertThat(Path.of(ledger.get("uploads").get(0).get("file").asText()))
                .content()
                .contains("made-1", "made-2");
    }

    /** They are asked about something else now; in the cluster it is the same (C5). */
    @Test
    void people_who_are_being_asked_have_their_time_anew() throws InterruptedException {
        Story story = new Story(
                        directory,
                        """
                        steps:
                        - {name: ask, block: {}, approval: {timeout: 3s, onTimeout: Approve}}
                        - name: generate
                          dependsOn: []
                          upload: true
                          script: 'sleep 2; printf -- "---\\n- {name: made, script: \\"true\\"}\\n" >> "$SLUICE_OUTPUT"'
                        """)
                .withAsker((gate, prompt, reply) -> {});
        assertThat(story.run().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(story.uploaded).containsExactly("made");
        JsonNode gate = story.ledger().get("gates").get(0);
        assertThat(gate.get("state").asText()).isEqualTo("Approved");
        assertThat(gate.get("durationMs").asLong()).isBetween(5_000L, 60_000L);
    }

    /** Said in the moment in which the job adds its steps. */
    @Test
    void who_said_yes_to_something_else_is_asked_again() throws InterruptedException {
        Path go = directory.resolve("go");
        List<String> asked = new ArrayList<>();
        Story story = new Story(
                        directory,
                        """
                        steps:
                        - {name: first, script: "true"}
                        - {name: ask, input: {}, dependsOn: [first], approval: {timeout: 60s}}
                        - name: generate
                          dependsOn: []
                          upload: true
                          script: |
                            until [ -e GO ]; do sleep 0.1; done
                            printf -- '---\\n- {name: made, script: "true"}\\n' >> "$SLUICE_OUTPUT"
                            echo $$ > GO.pid
                        """
                                .replace("GO", go.toString()))
                .withAsker((gate, prompt, reply) -> {
                    asked.add(gate.gate());
                    if (asked.size() == 1) {
                        letGo(go);
                    }
                    reply.accept(new Asker.Reply(true, "alice", "", Map.of()));
                });
        assertThat(story.run().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(asked).containsExactly("ask", "ask");
        assertThat(story.ledger().get("gates").get(0).get("decisions"))
                .extracting(decision -> decision.get("verdict").asText())
                .containsExactly("Approve", "Void", "Approve");
        assertThat(story.uploaded).containsExactly("made");
    }

    /** Until the job that waits for it has ended: the run hears of that together with what is said here. */
    private static void letGo(Path go) {
        try {
            Files.createFile(go);
            Path pid = go.resolveSibling("go.pid");
            while (!Files.exists(pid) || Files.size(pid) == 0) {
                Thread.sleep(50);
            }
            long job = Long.parseLong(Files.readString(pid).trim());
            while (ProcessHandle.of(job).isPresent()) {
                Thread.sleep(50);
            }
            Thread.sleep(1000);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void more_than_a_termination_message_holds() throws InterruptedException {
        Story story = new Story(
                directory,
                """
                steps:
                - name: generate
                  upload: true
                  script: |
                    echo --- >> "$SLUICE_OUTPUT"
                    for i in $(seq 30); do
                      echo "- {name: made-$i, label: '$(head -c 200 /dev/zero | tr '\\0' x)', command: ['true']}" >> "$SLUICE_OUTPUT"
                    done
                """);
        assertThat(story.run().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        assertThat(story.started).hasSize(31);
    }

    @Test
    void faults_fail_the_job_with_all_of_them() throws InterruptedException {
        Story story = new Story(
                directory,
                """
                steps:
                - name: generate
                  upload: true
                  retry: {limit: 3}
                  script: |
                    printf -- '---\\n- {name: generate, script: x}\\n- {name: b, image: busybox}\\n' >> "$SLUICE_OUTPUT"
                """);
        assertThat(story.run().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(story.started).containsExactly("generate");
        Failure failure = story.failure("generate");
        assertThat(failure.kind()).isEqualTo(Failure.Kind.UPLOAD);
        assertThat(failure.message())
                .isEqualTo("upload: steps[0].name: \"generate\" is the name of spec.steps[0] already; "
                        + "upload: steps[1]: step \"b\" runs its image's own command, and images are not run on a laptop; "
                        + "give it a command or script");
    }
}
