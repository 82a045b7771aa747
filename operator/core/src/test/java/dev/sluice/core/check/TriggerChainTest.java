package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that start runs (A1). */
class TriggerChainTest {

    static Stream<Arguments> loops() {
        return Stream.of(
                Arguments.of(List.of("a", "a"), "pipeline a would start itself: a → a"),
                Arguments.of(List.of("a", "b", "a"), "pipeline a would start itself: a → b → a"),
                Arguments.of(List.of("x", "a", "b", "a"), "pipeline a would start itself: x → a → b → a"));
    }

    @ParameterizedTest
    @MethodSource("loops")
    void a_chain_that_comes_back_is_refused(List<String> chain, String why) {
        assertThat(TriggerChain.fault(chain)).contains(why);
    }

    @Test
    void a_chain_that_does_not_is_not() {
        assertThat(TriggerChain.fault(List.of("a"))).isEmpty();
        assertThat(TriggerChain.fault(List.of("a", "b", "c"))).isEmpty();
        assertThat(TriggerChain.fault(chain(10))).isEmpty();
    }

    @Test
    void the_eleventh_is_one_too_many() {
        assertThat(TriggerChain.fault(chain(11))).hasValueSatisfying(why -> assertThat(why)
                .startsWith("a chain of runs that start one another has at most 10: p0 → p1 → ")
                .endsWith(" → p10"));
    }

    private static List<String> chain(int length) {
        return IntStream.range(0, length).mapToObj(i -> "p" + i).toList();
    }
}
