package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a run can't begin, nothing half-made is left. */
class RunFolderTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @TempDir
    Path directory;

    @Test
    void a_run_that_never_came_to_be_on_record_leaves_nothing() throws IOException {
        RunFolder folder = RunFolder.create(directory, "p", NOW);
        Files.writeString(folder.path().resolve("pinned.json"), "{");
        assertThat(folder.deletedUnlessOnRecord()).isTrue();
        assertThat(names(directory.resolve(".sluice/runs"))).isEmpty();
    }

    @Test
    void one_that_is_on_record_stays() throws IOException {
        RunFolder folder = RunFolder.create(directory, "p", NOW);
        Files.writeString(folder.ledger(), "{}");
        assertThat(folder.deletedUnlessOnRecord()).isFalse();
        assertThat(folder.ledger()).exists();
    }

    @Test
    void a_folder_that_can_t_be_made_is_told_of_with_the_reason() throws IOException {
        Files.createDirectory(directory.resolve(".sluice"));
        Files.createSymbolicLink(directory.resolve(".sluice/runs"), directory.resolve("nowhere"));
        assertThatThrownBy(() -> RunFolder.create(directory, "p", NOW))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("/.sluice/runs: a file of that name is there; start Sluice in a folder");
    }

    @Test
    void what_git_is_not_to_see_is_written_once_and_kept() throws IOException {
        RunFolder.create(directory, "p", NOW);
        Path ignore = directory.resolve(".sluice/.gitignore");
        assertThat(ignore).hasContent("/*\n!/definitions/\n");
        Files.writeString(ignore, "mine");
        RunFolder.create(directory, "p", NOW);
        assertThat(ignore).hasContent("mine");
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
