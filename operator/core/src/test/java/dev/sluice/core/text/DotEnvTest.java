package dev.sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** E3: what a file of variables says. */
class DotEnvTest {

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of(
                        "A=1\n\n# comment\nexport B = two words  # why\r\nC=",
                        Map.of("A", "1", "B", "two words", "C", "")),
                Arguments.of("A=a#b\nB=#c\nC=$X ${Y}\n", Map.of("A", "a#b", "B", "", "C", "$X ${Y}")),
                Arguments.of(
                        "A='$X \\n # \"' # c\nB=\"a\\tb\\\"\\$\\x\"", Map.of("A", "$X \\n # \"", "B", "a\tb\"$\\x")),
                Arguments.of(
                        "\uFEFFA=\"one\ntwo\"\nB='three\n\nfour'\nA=last", Map.of("A", "last", "B", "three\n\nfour")),
                Arguments.of("A=a=b", Map.of("A", "a=b")));
    }

    @ParameterizedTest
    @MethodSource("files")
    void values_are_data(String text, Map<String, String> values) {
        assertThat(DotEnv.parse(text)).isEqualTo(new DotEnv(values, List.of()));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("A=1\nnonsense\nB=2", "2: \"nonsense\" is no NAME=VALUE"),
                Arguments.of(
                        "\n1A=x",
                        "2: \"1A\" is no name of a variable: letters, digits and _, not beginning with a digit"),
                Arguments.of("SLUICE_RUN=x", "1: \"SLUICE_RUN\" is set by Sluice itself; choose another name"),
                Arguments.of("A='x\ny\nB=2", "1: the quote ' is not closed"),
                Arguments.of("A='x\n'y\nB=2", "1: something stands behind the closing quote"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void what_is_wrong_is_told_with_its_line(String text, String problem) {
        assertThat(DotEnv.parse(text).problems()).containsExactly(problem);
    }

    @Property(tries = 500)
    void any_text_has_values_or_problems_and_no_exception(@ForAll String text) {
        assertThat(DotEnv.parse(text)).isNotNull();
    }

    @Property(tries = 200)
    void what_is_put_in_quotes_comes_out_as_it_was(@ForAll List<String> values) {
        String file = values.stream()
                .map(value -> value.replace("\r", "").replace("'", ""))
                .map(value -> "A='" + value + "'\n")
                .collect(Collectors.joining());
        DotEnv read = DotEnv.parse(file);
        assertThat(read.problems()).isEmpty();
        if (!values.isEmpty()) {
            String last = values.get(values.size() - 1);
            assertThat(read.values()).containsEntry("A", last.replace("\r", "").replace("'", ""));
        }
    }
}
