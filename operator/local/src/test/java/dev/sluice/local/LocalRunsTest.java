package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalRunsTest {

    @TempDir
    Path base;

    private void run(String name, String start) throws IOException {
        Path folder = Files.createDirectories(base.resolve(".sluice/runs").resolve(name));
        String record =
                """
                {"run": "%s", "id": "i", "pipeline": "p", "pid": 1, "state": "Succeeded", "start": "%s", "end": "%s"}
                """;
        Files.writeString(folder.resolve("run.json"), record.formatted(name, start, start));
    }

    @Test
    void the_newest_is_the_first_whatever_their_pipelines_and_also_within_a_second() throws IOException {
        run("b-20261128-060000-zzzz", "2026-11-28T06:00:00.100Z");
        run("b-20261128-060000-bbbb", "2026-11-28T06:00:00.900Z");
        run("z-20261128-055959-cccc", "2026-11-28T05:59:59Z");
        run("a-20261128-060001-dddd", "2026-11-28T06:00:01Z");
        assertThat(LocalRuns.names(base))
                .containsExactly(
                        "a-20261128-060001-dddd",
                        "b-20261128-060000-bbbb",
                        "b-20261128-060000-zzzz",
                        "z-20261128-055959-cccc");
    }
}
