package dev.sluice.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonDocumentTest {

    @Test
    void a_text_is_a_tree_that_knows_its_places() throws Exception {
        Source tree = JsonDocument.parse("\t{\"a\": [1, -2.5e1, true, null,\n\t\"x\\n\\u00e9\\/\"],\r\n \"b\": {}}\n");
        assertThat(YamlText.onOneLine(tree)).isEqualTo("{a: [1, -25, true, null, \"x\\né/\"], b: {}}");
        assertThat(tree.locate("a[4]")).contains(new Position(2, 2));
        assertThat(tree.locate("b")).contains(new Position(3, 2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": }            | 1:7 is not JSON: expected a value",
                "{\"a\": 1,}          | 1:9 is not JSON: nothing follows the comma",
                "{a: 1}               | 1:2 is not JSON: expected the name of a field in double quotes, or }",
                "{\"a\" 1}            | 1:6 is not JSON: expected a colon",
                "[1 2]                | 1:4 is not JSON: expected a comma or ]",
                "{\"a\": 1           | 1:8 is not JSON: expected a comma or }, and the text ends",
                "[01]                 | 1:2 is not JSON: \"01\" is no value of JSON",
                "[1] x                | 1:5 is not JSON: more follows where the text should end",
                "[\"a]                | 1:2 is not JSON: a string has no closing quote",
                "[\"\\x\"]            | 1:2 is not JSON: a string has an escape that JSON does not know; a backslash itself is \\\\",
                "{\"a\": 1, \"a\": 2} | 1:10 the field \"a\" is written twice",
                "[                    | 1:2 is not JSON: expected a value, and the text ends",
            })
    void what_is_wrong_has_its_place(String text, String expected) {
        SourceException e = catchThrowableOfType(SourceException.class, () -> JsonDocument.parse(text));
        assertThat(e.position().orElseThrow() + " " + e.getMessage()).isEqualTo(expected);
    }

    @Test
    void nothing_is_too_deep_or_too_large() {
        assertThat(catchThrowableOfType(SourceException.class, () -> JsonDocument.parse("[".repeat(100_000))))
                .hasMessageContaining("nested deeper than 64");
        assertThat(catchThrowableOfType(
                        SourceException.class, () -> JsonDocument.parse("[" + "1,".repeat(300_000) + "1]")))
                .hasMessageContaining("200,000 values");
        assertThat(catchThrowableOfType(
                        SourceException.class, () -> Source.parseJson("\u00ff".getBytes(StandardCharsets.ISO_8859_1))))
                .hasMessageContaining("UTF-8");
    }
}
