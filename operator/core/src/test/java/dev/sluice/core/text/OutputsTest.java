package dev.sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutputsTest {

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("nothing is written", "", Map.of()),
                Arguments.of("a line without its end", "url=http://x", Map.of("url", "http://x")),
                Arguments.of("two lines", "a=1\nb=2\n", Map.of("a", "1", "b", "2")),
                Arguments.of("a value with an equals sign", "q=a=b", Map.of("q", "a=b")),
                Arguments.of("an empty value", "a=", Map.of("a", "")),
                Arguments.of("blanks within a value are kept", "a= b ", Map.of("a", " b ")),
                Arguments.of("empty lines between", "\n\na=1\n\n", Map.of("a", "1")),
                Arguments.of("line ends of Windows", "a=1\r\nb=2\r\n", Map.of("a", "1", "b", "2")),
                Arguments.of("the last of two values counts", "a=1\na=2", Map.of("a", "2")),
                Arguments.of("shell syntax is only text", "a=$(rm -rf /) ${b}", Map.of("a", "$(rm -rf /) ${b}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void reads(String name, String text, Map<String, String> values) {
        assertThat(Outputs.parse(text)).isEqualTo(new Outputs.Written(values));
    }

    static Stream<Arguments> uploads() {
        return Stream.of(
                Arguments.of("steps alone", "---\n- {name: a}\n", Map.of(), "- {name: a}\n"),
                Arguments.of("outputs and steps", "a=1\n---\nsteps: []", Map.of("a", "1"), "steps: []"),
                Arguments.of(
                        "only the first such line ends the outputs",
                        "a=1\n---\nb\n---\nc=2",
                        Map.of("a", "1"),
                        "b\n---\nc=2"),
                Arguments.of("line ends of Windows", "a=1\r\n---\r\nb", Map.of("a", "1"), "b"),
                Arguments.of("a line that is more than that is an output", "a=---\n", Map.of("a", "---"), null),
                Arguments.of("nothing after it is nothing", "a=1\n---\n \n", Map.of("a", "1"), null),
                Arguments.of("nor is its own end", "a=1\n---", Map.of("a", "1"), null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uploads")
    void reads_steps(String name, String text, Map<String, String> values, String upload) {
        assertThat(Outputs.parse(text)).isEqualTo(new Outputs.Written(values, Optional.ofNullable(upload)));
    }

    @Test
    void steps_may_be_longer_than_outputs() {
        assertThat(Outputs.parse("a=1\n---\n" + "x".repeat(1024 * 1024))).isInstanceOf(Outputs.Written.class);
        assertThat(Outputs.parse("---\n" + "x".repeat(1024 * 1024 + 1)))
                .isEqualTo(new Outputs.Unreadable("wrote more than 1 MiB of steps to $SLUICE_OUTPUT"));
        assertThat(Outputs.parse("a=" + "x".repeat(4094) + "\n---\n- a")).isEqualTo(Outputs.tooLong());
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("no equals sign", "a=1\noops", "line 2 of $SLUICE_OUTPUT is not KEY=value: oops"),
                Arguments.of("four dashes", "----", "line 1 of $SLUICE_OUTPUT is not KEY=value: ----"),
                Arguments.of("no key", "=1", "line 1 of $SLUICE_OUTPUT is not KEY=value: =1"),
                Arguments.of("a key that is no name", "a b=1", "line 1 of $SLUICE_OUTPUT is not KEY=value: a b=1"),
                Arguments.of(
                        "terminal control codes are not shown",
                        "\u001b[2J",
                        "line 1 of $SLUICE_OUTPUT is not KEY=value: ?[2J"),
                Arguments.of("a zero byte", "a=\0", "line 1 of $SLUICE_OUTPUT has a zero byte"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void refuses(String name, String text, String message) {
        assertThat(Outputs.parse(text)).isEqualTo(new Outputs.Unreadable(message));
    }

    @Test
    void a_text_of_4095_bytes_is_whole_and_one_more_may_have_been_cut() {
        assertThat(Outputs.parse("a=" + "x".repeat(4093))).isInstanceOf(Outputs.Written.class);
        assertThat(Outputs.parse("a=" + "x".repeat(4094))).isEqualTo(Outputs.tooLong());
    }

    @Test
    void bytes_count_not_letters() {
        assertThat(Outputs.parse("a=" + "€".repeat(1364))).isInstanceOf(Outputs.Written.class);
        assertThat(Outputs.parse("a=" + "€".repeat(1365))).isEqualTo(Outputs.tooLong());
    }

    @Test
    void what_failed_may_say_why_in_its_last_word_on_it() {
        assertThat(Outputs.failure("a=b\nSLUICE_FAILURE=one\nnot a line\nSLUICE_FAILURE=two \u001b[2J\n"))
                .contains("two ?[2J");
        assertThat(Outputs.failure("a=SLUICE_FAILURE=x\nSLUICE_FAILURE=\n")).isEmpty();
        assertThat(Outputs.failure("SLUICE_FAILURE=" + "x".repeat(400)).orElseThrow())
                .hasSize(301)
                .endsWith("…");
    }
}
