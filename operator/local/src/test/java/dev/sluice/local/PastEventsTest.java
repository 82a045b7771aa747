package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a run that was cut off beside its record (E5). */
class PastEventsTest {

    private static final JobId JOB = new JobId("build", 0);

    @TempDir
    Path directory;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "succeeded, SUCCEEDED",
        "cached, SUCCEEDED",
        "failed, FAILED",
        "softFailed, SOFT_FAILED",
        "retrying, CANCELLED",
        "cancelled, CANCELLED"
    })
    void the_last_line_of_an_attempt_counts(String status, JobState state) throws IOException {
        PastEvents events = read(line("running", 1) + line(status, 1));
        assertThat(events.jobs()).hasSize(1);
        assertThat(events.jobs().get(JOB).state()).isEqualTo(state);
        assertThat(events.attempts(JOB))
                .containsExactly(
                        "{\"number\":1,\"start\":\"2026-11-28T08:00:00Z\",\"end\":\"2026-11-28T08:00:02Z\",\"log\":\"build.log\"}");
    }

    @Test
    void what_began_and_has_no_end_was_stopped_half_way_whichever_attempt_it_was() throws IOException {
        PastEvents events = read(line("running", 1) + line("retrying", 1) + line("running", 2));
        assertThat(events.jobs().get(JOB).state()).isEqualTo(JobState.CANCELLED);
        assertThat(events.jobs().get(JOB).attempts()).isEqualTo(2);
    }

    @Test
    void of_a_success_outputs_and_digest_are_known() throws IOException {
        PastEvents events = read(line("succeeded", 1).replace("}", ",\"outputs\":{\"url\":\"x\"},\"digest\":\"d1\"}"));
        assertThat(events.jobs().get(JOB).outputs()).isEqualTo(Map.of("url", "x"));
        assertThat(events.digests()).isEqualTo(Map.of(JOB, "d1"));
    }

    @Test
    void a_line_cut_in_the_middle_and_one_of_bytes_that_are_no_text_say_nothing() throws IOException {
        String cut = line("succeeded", 1).substring(0, 60);
        assertThat(read(line("running", 1) + cut).jobs().get(JOB).state()).isEqualTo(JobState.CANCELLED);
        Files.write(directory.resolve("events.jsonl"), new byte[] {(byte) 0xc3, 0, 0, '\n', '{', '\n'});
        assertThat(PastEvents.read(directory.resolve("events.jsonl")).jobs()).isEmpty();
    }

    @Test
    void a_step_that_ran_nothing_and_a_file_that_is_not_there_say_nothing() throws IOException {
        assertThat(read("{\"stageId\":\"gate\",\"status\":\"succeeded\"}\n").jobs())
                .isEmpty();
        assertThat(PastEvents.read(directory.resolve("none")).jobs()).isEmpty();
    }

    private PastEvents read(String lines) throws IOException {
        return PastEvents.read(Files.writeString(directory.resolve("events.jsonl"), lines));
    }

    private static String line(String status, int attempt) {
        return "{\"time\":\"2026-11-28T08:00:02Z\",\"stageId\":\"build\",\"status\":\"%s\",\"durationMs\":2000,\"index\":0,\"attempt\":%d,\"log\":\"build.log\"}\n"
                .formatted(status, attempt);
    }
}
