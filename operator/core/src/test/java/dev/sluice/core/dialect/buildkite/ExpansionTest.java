package dev.sluice.core.dialect.buildkite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A3: all forms of variables in a Buildkite file. */
class ExpansionTest {

    private static final Map<String, String> KNOWN =
            Map.of("X", "value", "EMPTY", "", "COMMIT", "1234567890abcdef", "DOLLAR", "$X");

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a variable                        | a $X b             | a value b",
                "in braces                         | a${X}b             | avalueb",
                "that is not set                   | a${NONE}b$NONE     | ab",
                "a default for what is not set     | ${NONE:-d}         | d",
                "or is empty                       | ${EMPTY:-d}        | d",
                "and not for what is set           | ${X:-d}            | value",
                "a default only if not set         | ${NONE-d}          | d",
                "so empty stays empty              | <${EMPTY-d}>       | <>",
                "a default with a variable         | ${NONE:-a ${X} b}  | a value b",
                "a default that is empty           | <${NONE:-}>        | <>",
                "what must be set and is           | ${X?}${X:?no X}    | valuevalue",
                "set and empty is set              | <${EMPTY?}>        | <>",
                "a part                            | ${COMMIT:0:7}      | 1234567",
                "a part to the end                 | ${COMMIT:13}       | def",
                "a part from the end               | ${COMMIT: -3}      | def",
                "a part but its end                | ${COMMIT:10:-4}    | ab",
                "a part out of reach               | <${X:9:2}>         | <>",
                "two dollars are one               | $$X $${X}          | $X ${X}",
                "a backslash keeps a dollar        | \\$X \\${X}        | $X ${X}",
                "a command is the shell's          | $(date) $$(date)   | $(date) $(date)",
                "a dollar alone is itself          | a $ b $1 $? c$     | a $ b $1 $? c$",
                "values are data                   | $DOLLAR            | $X",
                "a name ends where it ends         | $X.y $X-y          | value.y value-y",
            })
    void expands(String what, String text, String expected) throws Exception {
        assertThat(Expansion.of(text, KNOWN, new TreeSet<>())).as(what).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "${NONE:?set it}  | $NONE: set it",
                "${EMPTY:?}       | $EMPTY: not set",
                "${NONE?}         | $NONE: not set",
                "${X              | ${X has no closing }",
                "${X%y}           | ${X%y} is no form that Buildkite knows; write $${ where the shell is meant",
                "${#X}            | ${#X} names no variable; write $${ where the shell is meant",
                "${X:a}           | ${X:a} has no range of whole numbers",
            })
    void faults(String text, String message) {
        assertThatThrownBy(() -> Expansion.of(text, KNOWN, new TreeSet<>())).hasMessage(message);
    }

    @Test
    void names_without_a_value_are_told() throws Exception {
        TreeSet<String> unknown = new TreeSet<>();
        Expansion.of("$A ${B} ${C:-c} $X $$D", KNOWN, unknown);
        assertThat(unknown).containsExactly("A", "B");
    }

    @Test
    void it_grows_no_text_without_end() {
        String large = "x".repeat(100_000);
        assertThatThrownBy(() -> Expansion.of("$L".repeat(20), Map.of("L", large), new TreeSet<>()))
                .hasMessageContaining("1,048,576 characters");
        assertThatThrownBy(() -> Expansion.of("${A:-".repeat(40) + "}".repeat(40), KNOWN, new TreeSet<>()))
                .hasMessageContaining("32 levels deep");
    }
}
