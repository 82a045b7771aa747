package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrowingLogTest {

    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    Path directory;

    private final List<String> told = new ArrayList<>();

    @Test
    void each_line_once_when_it_is_whole() throws IOException {
        GrowingLog log = new GrowingLog(written("one\ntw"));
        log.read(told::add);
        assertThat(told).containsExactly("one");
        written("o\n\nthree");
        log.read(told::add);
        assertThat(told).containsExactly("one", "two", "");
        log.end(told::add);
        assertThat(told).containsExactly("one", "two", "", "three");
    }

    @Test
    void a_line_without_end_in_pieces() throws IOException {
        GrowingLog log = new GrowingLog(written("x".repeat(MEGABYTE) + "\n" + "y".repeat(2 * MEGABYTE) + "z\n"));
        log.end(told::add);
        assertThat(told.stream().map(String::length)).containsExactly(MEGABYTE, MEGABYTE, MEGABYTE, 1);
    }

    @ParameterizedTest
    @CsvSource({
        "'a|b|c|', 2, true, 'b|c'",
        "'a|b|c', 2, true, 'b|c'",
        "'a|b|c', 2, false, 'a|b|c'",
        "'a|b|c|', 0, true, ''",
        "'a|b|c', 0, true, ''",
        "'a|b|c', 0, false, 'c'",
        "'a|b|c|', 3, true, 'a|b|c'",
        "'a|b|c|', 99, true, 'a|b|c'",
        "'a|||', 2, true, '|'",
        "'', 2, true, ''",
    })
    void the_last_lines(String text, int most, boolean over, String last) throws IOException {
        GrowingLog log = new GrowingLog(written(text.replace('|', '\n')));
        log.last(most, over);
        log.end(told::add);
        assertThat(String.join("|", told)).isEqualTo(last);
    }

    @Test
    void the_last_lines_of_several_blocks() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            text.append("line ").append(i).append('\n');
        }
        GrowingLog log = new GrowingLog(written(text.toString()));
        log.last(40_000, true);
        log.end(told::add);
        assertThat(told).hasSize(40_000).startsWith("line 10000").endsWith("line 49999");
    }

    /** Of 20 GB, without their being read or kept. */
    @Test
    @Timeout(20)
    void the_end_of_a_huge_log_comes_at_once() throws IOException {
        Path file = written("");
        try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
            hole.setLength(20_000L * MEGABYTE);
        }
        written("\nlast\n");
        GrowingLog log = new GrowingLog(file);
        log.last(2, true);
        log.end(told::add);
        assertThat(told).hasSizeLessThan(5).endsWith("last");
    }

    private Path written(String text) throws IOException {
        return Files.writeString(
                directory.resolve("a.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
