package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whether a run is under way is asked of the process that runs it, and of no clock (E5). */
class ProcessIdentityTest {

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void end() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void one_that_goes_on_is_alive_and_one_that_was_killed_is_not() throws IOException, InterruptedException {
        ProcessIdentity sleeping = started("exec sleep 60");
        assertThat(ProcessIdentity.own().alive()).isTrue();
        assertThat(sleeping.alive()).isTrue();
        process.destroyForcibly().waitFor();
        assertThat(sleeping.alive()).isFalse();
    }

    @Test
    void another_one_of_the_same_number_is_not_taken_for_it() throws IOException {
        ProcessIdentity sleeping = started("exec sleep 60");
        assertThat(new ProcessIdentity(sleeping.pid(), ProcessIdentity.own().began()).alive())
                .isFalse();
        assertThat(new ProcessIdentity(sleeping.pid(), "").alive()).isFalse();
        assertThat(new ProcessIdentity(sleeping.pid(), "2026-11-28T10:00:00Z").alive())
                .isFalse();
    }

    /** As whatever began Sluice may leave it, where it was killed. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void one_that_ended_and_whose_parent_does_not_look_is_over() throws IOException {
        process = new ProcessBuilder("sh", "-c", "sleep 0.3 & echo $!; exec sleep 60").start();
        BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()));
        long pid = Long.parseLong(out.readLine());
        ProcessIdentity child =
                new ProcessIdentity(pid, ProcessIdentity.began(pid).orElseThrow());
        assertThat(child.alive()).isTrue();
        await().untilAsserted(() -> assertThat(child.alive()).isFalse());
        assertThat(ProcessHandle.of(pid)).as("a zombie").isPresent();
    }

    /** Whatever time a record says its run began: the clock may have been wrong then, or be wrong now. */
    @Test
    void a_clock_that_jumps_makes_no_run_seem_over_or_under_way() throws IOException {
        ProcessIdentity own = ProcessIdentity.own();
        assertThat(record("1999-01-01T00:00:00Z", own).alive()).isTrue();
        assertThat(record("2999-01-01T00:00:00Z", own).alive()).isTrue();
        ProcessIdentity sleeping = started("exec sleep 60");
        ProcessIdentity before = new ProcessIdentity(sleeping.pid(), own.began());
        assertThat(record("1999-01-01T00:00:00Z", before).alive()).isFalse();
        assertThat(record("2999-01-01T00:00:00Z", before).alive()).isFalse();
    }

    private LedgerRecord record(String start, ProcessIdentity process) throws IOException {
        Path file =
                Files.createDirectories(directory.resolve(".sluice/runs/r1")).resolve("run.json");
        Files.writeString(
                file,
                """
                {"run": "r1", "id": "i", "pipeline": "p", "pid": %d, "processStart": "%s", "state": "Running", "start": "%s"}
                """
                        .formatted(process.pid(), process.began(), start));
        return LedgerRecord.read(directory, "r1");
    }

    private ProcessIdentity started(String script) throws IOException {
        process = new ProcessBuilder("sh", "-c", script).start();
        long pid = process.pid();
        return new ProcessIdentity(pid, ProcessIdentity.began(pid).orElseThrow());
    }
}
