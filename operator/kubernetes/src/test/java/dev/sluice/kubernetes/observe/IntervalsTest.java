package dev.sluice.kubernetes.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "0-57,59", "3,5,7", "0-9999", "1-2,4-5", ""})
    void whatIsWrittenIsReadAgain(String text) {
        assertThat(Intervals.write(Intervals.read(text, 10_000))).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} within {1} characters is {2}")
    @CsvSource({
        "'0-57,59,61-70', 9, '0-57,59'",
        "'0-57,59,61-70', 7, '0-57,59'",
        "'0-57,59', 3, ''",
        "'100-200', 7, '100-200'"
    })
    void onlyWholeIntervalsAreWritten(String all, int longest, String written) {
        assertThat(Intervals.write(Intervals.read(all, 1_000), longest)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "5-", "-5", "7-3", "1000000", "0-1000000", ",", "1--2"})
    void nonsenseIsNoIndex(String text) {
        assertThat(Intervals.read(text, 100)).isEqualTo(new BitSet());
    }

    @Test
    void tenThousandAlternatingIndexesAreCut() {
        BitSet alternating = new BitSet();
        IntStream.range(0, 5_000).forEach(i -> alternating.set(2 * i));
        assertThat(Intervals.write(alternating, 1_024)).hasSizeBetween(1_000, 1_024);
    }
}
