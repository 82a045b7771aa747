package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void a_file_gets_plain_lines() {
        assertThat(Terminal.of(false, Map.of("TERM", "xterm"))).isEqualTo(Terminal.PLAIN);
    }

    @Test
    void a_terminal_gets_colours_and_rows_that_move() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm"))).isEqualTo(new Terminal(true, true));
    }

    @Test
    void no_color_is_obeyed_and_empty_means_unset() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1"))).isEqualTo(new Terminal(false, true));
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", ""))).isEqualTo(new Terminal(true, true));
    }

    @Test
    void a_dumb_terminal_and_one_without_a_name_get_plain_lines() {
        assertThat(Terminal.of(true, Map.of("TERM", "dumb"))).isEqualTo(Terminal.PLAIN);
        assertThat(Terminal.of(true, Map.of())).isEqualTo(Terminal.PLAIN);
    }

    @Test
    void a_build_server_gets_lines_that_stay() {
        assertThat(Terminal.of(true, Map.of("TERM", "xterm", "CI", "true")).live())
                .isFalse();
    }
}
