package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that a hand, a disk or another version of Sluice has spoilt is said to be so, by every command (E5). */
class LedgerRecordTest {

    private static final String SOUND =
            """
            {"run": "r1", "id": "i", "pipeline": "p", "file": "f", "arguments": ["run"], "pid": 1, "state": "Failed", "start":
            "2026-11-28T08:00:00Z", "end": "2026-11-28T08:00:01Z", "steps": [{"name": "a", "state": "Failed", "jobs": []}]}
            """;

    @TempDir
    Path directory;

    @Test
    void one_that_is_sound_is_read() throws IOException {
        record(SOUND);
        assertThat(LedgerRecord.read(directory, "r1").steps()).containsExactly("a");
        assertThat(EarlierLedger.read(directory, "r1").arguments()).containsExactly("run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "[1, 2]",
                "\"text\"",
                "{\"run\": \"r1",
                "{}",
                "{\"version\": 9, \"runs\": []}",
            })
    void one_that_is_not_is_told_of(String text) throws IOException {
        record(text);
        assertRefused();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"Failed\", \"start\" -> \"Pausing\", \"start\"",
                "\"pid\": 1 -> \"pid\": {}",
                "\"2026-11-28T08:00:00Z\" -> \"yesterday\"",
                "\"jobs\": [] -> \"jobs\": [\"x\"]",
                "\"state\": \"Failed\", \"jobs\" -> \"state\": \"Melted\", \"jobs\"",
                "[\"run\"] -> [{\"a\": 1}]",
                "\"id\": \"i\" -> \"id\": \"\"",
            })
    void a_field_that_is_none_of_this_version_spoils_it(String change) throws IOException {
        String[] words = change.split(" -> ");
        assertThat(SOUND).contains(words[0]);
        record(SOUND.replace(words[0], words[1]));
        assertRefused();
    }

    private void assertRefused() {
        assertThatThrownBy(() -> LedgerRecord.read(directory, "r1"))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("run.json can't be read: it is damaged, or another version of Sluice wrote it;");
        assertThatThrownBy(() -> EarlierLedger.read(directory, "r1")).isInstanceOf(LocalFailure.class);
        assertThat(LocalRuns.latest(directory)).isEmpty();
    }

    private void record(String text) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(".sluice/runs/r1"));
        Files.writeString(folder.resolve("run.json"), text);
    }
}
