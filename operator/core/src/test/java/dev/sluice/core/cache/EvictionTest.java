package dev.sluice.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.cache.Eviction.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvictionTest {

    static Stream<Arguments> folders() {
        return Stream.of(
                Arguments.of("nothing is nothing", List.of(), 10, List.of()),
                Arguments.of("what fits stays", List.of(entry("a", 5, 1), entry("b", 5, 2)), 10, List.of()),
                Arguments.of("what was used last stays", List.of(entry("a", 6, 2), entry("b", 6, 1)), 10, List.of("b")),
                Arguments.of(
                        "what is too large by itself goes, and nothing for it",
                        List.of(entry("a", 1, 1), entry("b", 20, 2), entry("c", 1, 3)),
                        10,
                        List.of("b")),
                Arguments.of("no room, no entries", List.of(entry("a", 1, 1)), 0, List.of("a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("folders")
    void what_was_not_used_for_longest_goes(String why, List<Entry> entries, long most, List<String> gone) {
        assertThat(Eviction.of(entries, most)).containsExactlyElementsOf(gone);
    }

    @Property(tries = 200)
    void the_rest_is_always_small_enough(
            @ForAll List<@IntRange(max = 50) Integer> sizes, @ForAll @IntRange(max = 200) int most) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            entries.add(entry("e" + i, sizes.get(i), i % 3));
        }
        List<String> gone = Eviction.of(entries, most);
        assertThat(entries.stream()
                        .filter(entry -> !gone.contains(entry.key()))
                        .mapToLong(Entry::bytes)
                        .sum())
                .isLessThanOrEqualTo(most);
    }

    private static Entry entry(String key, long bytes, long used) {
        return new Entry(key, bytes, Instant.ofEpochSecond(used));
    }
}
