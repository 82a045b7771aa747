package dev.sluice.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Scalar.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class YamlTest {

    private static Scalar scalar(String yaml) throws SourceException {
        Mapping document = (Mapping) Source.parse("a: " + yaml).get(0);
        return (Scalar) document.fields().get("a").value();
    }

    /** What kubectl 1.34 makes of them. */
    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "y, BOOLEAN, true",
                "n, BOOLEAN, false",
                "yes, BOOLEAN, true",
                "Off, BOOLEAN, false",
                "TRUE, BOOLEAN, true",
                "tRue, STRING, tRue",
                "010, INTEGER, 8",
                "-010, INTEGER, -8",
                "0o17, INTEGER, 15",
                "0x1F, INTEGER, 31",
                "0b11, INTEGER, 3",
                "1_000, INTEGER, 1000",
                "+1, INTEGER, 1",
                "08, INTEGER, 8",
                "09, INTEGER, 9",
                "0x, STRING, 0x",
                "1:30, STRING, 1:30",
                "190:20:30.15, STRING, 190:20:30.15",
                "2001-01-01, STRING, 2001-01-01",
                "1e3, INTEGER, 1000",
                "1.0, INTEGER, 1",
                "1., INTEGER, 1",
                "1.5e3, INTEGER, 1500",
                ".5, FLOAT, 0.5",
                "1_0.5, FLOAT, 10.5",
                "=, STRING, =",
                "~, NULL, ``",
                "Null, NULL, ``",
                "!!str 17, STRING, 17",
                "'17', STRING, 17",
                "\"yes\", STRING, yes",
                "12345678901234567890, INTEGER, 12345678901234567890",
            })
    void a_scalar_is_what_kubectl_makes_of_it(String yaml, Type type, String text) throws SourceException {
        Scalar scalar = scalar(yaml);
        assertThat(scalar.type()).isEqualTo(type);
        assertThat(scalar.text()).isEqualTo(text);
    }

    @Test
    void documents_are_read_apart_and_empty_ones_left_out() throws SourceException {
        assertThat(Source.parse("---\na: 1\n---\n---\n# nothing\n---\nb: 2\n")).hasSize(2);
        assertThat(Source.parse("")).isEmpty();
        assertThat(Source.parse("\uFEFFa: 1")).hasSize(1);
        assertThat(Source.parse("{\"a\": [1, true]}")).hasSize(1);
    }

    @Test
    void every_value_knows_its_place() throws SourceException {
        Source document =
                Source.parse("a:\n  b:\n  - x\n  - {c: d, \"e.f\": g}\n").get(0);
        assertThat(document.locate("a.b[0]")).contains(new Position(3, 5));
        assertThat(document.locate("a.b[1].c")).contains(new Position(4, 6));
        assertThat(document.locate("a.b[1][\"e.f\"]")).contains(new Position(4, 12));
        assertThat(document.locate("a.b")).contains(new Position(2, 3));
    }

    @Test
    void the_place_of_what_is_not_there_is_that_of_what_is_around_it() throws SourceException {
        Source document = Source.parse("a:\n  b:\n  - x\n").get(0);
        assertThat(document.locate("a.b[7].c")).contains(new Position(2, 3));
        assertThat(document.locate("a.zzz")).contains(new Position(1, 1));
        assertThat(document.locate("")).contains(new Position(1, 1));
    }

    @Test
    void a_mapping_may_be_merged_into_another_and_what_is_written_wins() throws SourceException {
        Mapping document = (Mapping)
                Source.parse("base: &b {x: 1, z: 2}\nmine: {z: '3', <<: *b}\n").get(0);
        Mapping mine = (Mapping) document.get("mine").orElseThrow();
        assertThat(mine.fields().keySet()).containsExactly("z", "x");
        assertThat(((Scalar) mine.get("z").orElseThrow()).type()).isEqualTo(Type.STRING);
    }

    static Stream<Arguments> faults() {
        String laughs = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n"
                + IntStream.range(1, 12)
                        .mapToObj(i -> "a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(9) + "]\n")
                        .reduce("", String::concat);
        return Stream.of(
                fault(
                        "a tab as indentation",
                        "a:\n\tb: 1",
                        "2:1",
                        "is not YAML: while scanning for the next token, found character '\\t(TAB)' that cannot start any"
                                + " token. (Do not use \\t(TAB) for indentation); indent with spaces, not tabs"),
                fault(
                        "a list that is not closed",
                        "a: [1,\nb",
                        "2:2",
                        "is not YAML: while parsing a flow sequence, expected ',' or ']', but got <stream end>"),
                fault("a mapping in a line", "a: b: c", "1:5", "is not YAML: mapping values are not allowed here"),
                fault("a key twice", "a: 1\nb: 2\na: 3", "3:1", "the field \"a\" is written twice (first on line 1)"),
                fault("an unknown alias", "a: *nope", "1:4", "is not YAML: found undefined alias nope"),
                fault("an alias to what it stands in", "a: &a [*a]", "1:4", "contains itself by an alias"),
                fault(
                        "a billion laughs",
                        laughs,
                        "5:5",
                        "holds more than 200,000 values, those of aliases counted each time"),
                fault(
                        "a million values",
                        "a: [" + "x,".repeat(1_000_000) + "]",
                        "1:399999",
                        "holds more than 200,000 values, those of aliases counted each time"),
                fault("deep brackets", "[".repeat(5000), "1:65", "is nested deeper than 64 levels"),
                fault("deep dashes", "- ".repeat(5000), "1:129", "is nested deeper than 64 levels"),
                fault("a list as a key", "? [a]\n: b", "1:3", "a field's name is a text, not a list"),
                fault(
                        "a boolean as a key",
                        "on: push",
                        "1:1",
                        "the name of the field is a boolean; put it in quotes: \"on\""),
                fault(
                        "a tag",
                        "a: !!binary aGk=",
                        "1:4",
                        "the tag !!binary is not understood; write the value without it"),
                fault(
                        "a tag of one's own",
                        "a: !x {}",
                        "1:4",
                        "the tag !x is not understood; write the value without it"),
                fault("infinity", "a: .inf", "1:4", ".inf is no number that JSON has; in quotes it is a text"),
                fault(
                        "a merge of a text",
                        "a: {<<: b}",
                        "1:9",
                        "<< takes a mapping or a list of mappings, not a string"),
                fault(
                        "a zero byte",
                        "a: 1\nb: \0",
                        "2:4",
                        "holds the character U+0000, which no YAML may; is it a text?"));
    }

    private static Arguments fault(String name, String text, String position, String message) {
        return Arguments.of(name, text, position, message);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_text_that_is_no_tree_is_one_error_with_its_place(String name, String text, String at, String message) {
        SourceException e = catchThrowableOfType(SourceException.class, () -> Source.parse(text));
        assertThat(e.position()).map(Position::toString).contains(at);
        assertThat(e).hasMessage(message);
    }

    @Test
    void a_class_is_never_made() {
        SourceException e =
                catchThrowableOfType(SourceException.class, () -> Source.parse("a: !!java.net.URL [http://x]"));
        assertThat(e.position()).contains(new Position(1, 4));
        assertThat(e).hasMessageContaining("tag");
    }

    @Test
    void bytes_that_are_no_text_are_one_error_with_its_place() {
        byte[] file = "a: 1\nb: x\n".getBytes(StandardCharsets.ISO_8859_1);
        file[8] = (byte) 0xff;
        SourceException e = catchThrowableOfType(SourceException.class, () -> Source.parse(file));
        assertThat(e.position()).contains(new Position(2, 4));
        assertThat(e).hasMessage("is not a text in UTF-8");
    }

    @Test
    void a_file_of_5_MB_is_refused_for_its_size() {
        byte[] file = new byte[5 * 1024 * 1024];
        SourceException e = catchThrowableOfType(SourceException.class, () -> Source.parse(file));
        assertThat(e).hasMessage("is larger than 3 MB; a pipeline of 500 steps has well under one");
    }

    @Property
    void any_text_is_read_or_refused(
            @ForAll
                    @Chars({
                        'a', ' ', '\n', ':', '-', '[', ']', '{', '}', '"', '\'', '&', '*', '!', '|', '>', '%', '#', '?',
                        ',', '\t', '~', '<', '1', '.', '@', '\0', '\u2028', '\uFEFF'
                    })
                    String text) {
        try {
            assertThat(Source.parse(text)).isNotNull();
        } catch (SourceException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.position()).isPresent();
        }
    }

    @Property
    void any_bytes_are_read_or_refused(@ForAll @Size(max = 200) byte[] file) {
        try {
            assertThat(Source.parse(file)).isNotNull();
        } catch (SourceException e) {
            assertThat(e.position()).isPresent();
        }
    }

    @Example
    void plain_values_are_the_same_tree_without_places() throws SourceException {
        Source plain = Source.of(Map.of("a", List.of("x", 1, 2.0, 2.5, true)));
        Source text = Source.parse("a: [x, 1, 2.0, 2.5, true]").get(0);
        assertThat(texts(plain)).isEqualTo(texts(text));
        assertThat(plain.position()).isEmpty();
        assertThat(plain.locate("a[0]")).isEmpty();
    }

    private static List<String> texts(Source source) {
        Source.Sequence list = (Source.Sequence) ((Mapping) source).get("a").orElseThrow();
        return list.items().stream()
                .map(item -> ((Scalar) item).type() + " " + ((Scalar) item).text())
                .toList();
    }
}
