package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    Path directory;

    @Test
    void the_last_lines_only() throws IOException {
        assertThat(LogTail.of(log("a\nb\nc\n"), 0, 2)).containsExactly("b", "c");
    }

    @Test
    void lines_of_an_earlier_attempt_are_left_out() throws IOException {
        assertThat(LogTail.of(log("old\nnew\n"), 4, 10)).containsExactly("new");
    }

    @Test
    void a_huge_log_is_not_read_whole() throws IOException {
        String text = IntStream.range(0, 200_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        assertThat(LogTail.of(log(text), 0, 1)).containsExactly("line 199999");
    }

    @Test
    void what_would_move_the_cursor_is_taken_out_and_long_lines_are_cut() throws IOException {
        assertThat(LogTail.of(log("\u001b[31mred\u001b[0m\u001b[2J\ttab\u0007\n"), 0, 1))
                .containsExactly("red\ttab");
        assertThat(LogTail.of(log("x".repeat(10_000)), 0, 1).get(0)).hasSize(501);
    }

    @Test
    void of_a_progress_bar_its_last_form() throws IOException {
        assertThat(LogTail.of(log("a\r\n 1%\r 50%\r100%\nend\n"), 0, 10)).containsExactly("a", "100%", "end");
    }

    @Test
    void an_empty_log_has_no_lines() throws IOException {
        assertThat(LogTail.of(log(""), 0, 10)).isEmpty();
    }

    @Test
    void the_last_line_of_a_log_that_grows() throws IOException {
        LastLine last = new LastLine(log(""), 0);
        assertThat(last.read()).isEmpty();
        log("one\n\u001b[32mtwo\ttabs\n   \n");
        assertThat(last.read()).isEqualTo("two tabs");
        log("one\n\u001b[32mtwo\ttabs\n   \n0%\r10%");
        assertThat(last.read()).isEqualTo("10%");
    }

    @Test
    void a_log_that_is_not_there_has_no_lines() {
        assertThat(LogTail.of(directory.resolve("none"), 0, 10)).isEmpty();
    }

    private Path log(String text) throws IOException {
        return Files.writeString(directory.resolve("log"), text);
    }
}
