package dev.sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

    @ParameterizedTest(name = "{0} takes {1}")
    @CsvSource({
        "'', 0",
        "plain, 5",
        "Größe, 5",
        "e\u0301, 1",
        "漢字, 4",
        "한국, 4",
        "Ａ, 2",
        "🚀, 2",
        "⌚, 2",
        "✓, 1",
        "▶, 1",
        "❤, 1",
        "❤️, 2",
        "🇩🇪, 2",
        "ｱ, 1",
        "a\u200bb, 2",
        "𠀀, 2",
    })
    void as_wide_as(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        "integration, 20, integration",
        "integration, 11, integration",
        "integration, 10, integrati…",
        "integration, 1, …",
        "integration, 0, ''",
        "漢字漢字, 8, 漢字漢字",
        "漢字漢字, 7, 漢字漢…",
        "漢字漢字, 6, 漢字…",
        "漢字漢字, 2, …",
        "🚀🚀🚀, 4, 🚀…",
        "ee\u0301e\u0301e, 3, ee\u0301…",
        "🇩🇪🇫🇷🇮🇹, 5, 🇩🇪🇫🇷…",
        "🇩🇪🇫🇷🇮🇹, 4, 🇩🇪…",
    })
    void cut(String text, int most, String cut) {
        assertThat(Columns.cut(text, most)).isEqualTo(cut);
        assertThat(Columns.of(cut)).isLessThanOrEqualTo(Math.max(most, 0));
    }

    @Test
    void a_family_is_not_torn_apart() {
        String family = "👩‍👩‍👧";
        assertThat(Columns.cut("ab" + family + "cd", 7)).isEqualTo("ab…");
        assertThat(Columns.cut(family + "cdefgh", 8)).isEqualTo(family + "c…");
    }

    @Test
    void padded_to_columns_not_to_letters() {
        assertThat(Columns.padded("漢字", 6) + "|").isEqualTo("漢字  |");
        assertThat(Columns.padded("longer", 3)).isEqualTo("longer");
    }
}
