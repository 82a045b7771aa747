package dev.sluice.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class YamlTextTest {

    @Test
    void scripts_are_written_as_they_were() throws Exception {
        String text =
                "steps:\n- name: a\n  script: |\n    if true; then\n      echo yes\n    fi\n  dependsOn: [b, \"1\"]\n";
        assertThat(YamlText.of(Source.parse(text).get(0))).isEqualTo(text);
    }

    @Property(tries = 500)
    void every_tree_is_read_as_it_was_written(@ForAll("trees") Object plain) throws Exception {
        Source tree = Source.of(plain);
        assertThat(YamlText.onOneLine(Source.parse(YamlText.of(tree)).get(0))).isEqualTo(YamlText.onOneLine(tree));
    }

    @Provide
    Arbitrary<Object> trees() {
        return tree(3).map(value -> List.of("begin", value));
    }

    private static Arbitrary<Object> tree(int depth) {
        Arbitrary<String> texts = Arbitraries.oneOf(
                Arbitraries.of(
                        "yes",
                        "null",
                        "~",
                        "1",
                        "0x1f",
                        "1e3",
                        ".5",
                        "- a",
                        "a: b",
                        "#",
                        "",
                        " ",
                        "<<",
                        "=",
                        "a\nb\n\n",
                        "\n a",
                        "a \nb",
                        "|",
                        "é😀",
                        "\t",
                        "'",
                        "\"",
                        "\\",
                        "*a",
                        "&a",
                        "!a",
                        "%",
                        "@",
                        "`",
                        "2026-01-01",
                        "12:30:45"),
                Arbitraries.strings().ofMaxLength(12).filter(text -> text.chars()
                        .noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)));
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts.map(text -> (Object) text), Arbitraries.integers().map(i -> i), Arbitraries.of(true, false));
        if (depth == 0) {
            return scalars;
        }
        return Arbitraries.oneOf(
                scalars,
                tree(depth - 1).list().ofMaxSize(4).map(list -> (Object) list),
                Arbitraries.maps(texts.filter(text -> text.length() < 100), tree(depth - 1))
                        .ofMaxSize(4)
                        .map(map -> (Object) map));
    }
}
