package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.Report;
import java.nio.file.Path;
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
