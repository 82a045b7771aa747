package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest(name = "{0} on a terminal: {1}, on a pipe: {2}")
    @CsvSource({
        "'', true, false",
        "FORCE_COLOR=1, true, true",
        "FORCE_COLOR=0, false, false",
        "CLICOLOR_FORCE=1, true, true",
        "CLICOLOR=0, false, false",
        "FORCE_COLOR=1 CLICOLOR=0, true, true",
        "NO_COLOR=1 FORCE_COLOR=1, false, false",
        "TERM=dumb FORCE_COLOR=1, true, true",
    })
    void colours_are_asked_for_in_many_ways(String settings, boolean terminal, boolean pipe) {
        Map<String, String> environment = new HashMap<>(Map.of("TERM", "xterm"));
        for (String setting : settings.isEmpty() ? new String[0] : settings.split(" ")) {
            environment.put(setting.split("=")[0], setting.split("=")[1]);
        }
        assertThat(Terminal.of(true, environment).colors()).isEqualTo(terminal);
        assertThat(Terminal.of(false, environment).colors()).isEqualTo(pipe);
    }

    @Test
    void the_windows_size_as_stty_tells_it_or_the_caller() {
        assertThat(WindowSize.parsed("8 40\n")).contains(new Window(40, 8));
        assertThat(WindowSize.parsed("0 0\n")).isEmpty();
        assertThat(WindowSize.parsed("stty: /dev/tty: no such device")).isEmpty();
        assertThat(WindowSize.said(Map.of("COLUMNS", "132", "LINES", "x"))).isEqualTo(new Window(132, 24));
    }
}
