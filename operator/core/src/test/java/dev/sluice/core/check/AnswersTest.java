package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a person filled in, judged in words. */
class AnswersTest {

    private static final FormField VERSION =
            text("version", true, Optional.of("1.0"), Optional.of(Pattern.compile("[0-9.]+")));
    private static final FormField WHY = text("why", false, Optional.empty(), Optional.empty());
    private static final FormField REGION = select("region", false);
    private static final FormField STAGES = select("stages", true);
    private static final GateStep GATE = gate(VERSION, WHY, REGION, STAGES);

    private static FormField text(String key, boolean required, Optional<String> value, Optional<Pattern> format) {
        return new FormField(key, "", "", required, value, format, List.of(), false);
    }

    private static FormField select(String key, boolean multiple) {
        List<FormField.Option> options =
                List.of(new FormField.Option("Europe", "eu"), new FormField.Option("America", "us"));
        return new FormField(key, "", "", true, Optional.empty(), Optional.empty(), options, multiple);
    }

    private static GateStep gate(FormField... fields) {
        return new GateStep("release", "", Optional.empty(), Optional.empty(), true, "", List.of(fields));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("nothing", Map.of(), List.of("region must be filled in", "stages must be filled in")),
                Arguments.of(
                        "an empty answer to what must be filled in",
                        Map.of("version", List.of(""), "region", List.of(), "stages", List.of("eu")),
                        List.of("version must be filled in", "region must be filled in")),
                Arguments.of(
                        "what is not asked for",
                        Map.of("verson", List.of("1"), "region", List.of("eu"), "stages", List.of("eu")),
                        List.of("release has no field \"verson\": did you mean \"version\"?")),
                Arguments.of(
                        "another form",
                        Map.of("version", List.of("one"), "region", List.of("eu"), "stages", List.of("eu")),
                        List.of("version can't be \"one\": it must match [0-9.]+")),
                Arguments.of(
                        "none of the options",
                        Map.of("region", List.of("mars"), "stages", List.of("eu", "moon")),
                        List.of(
                                "region can't be \"mars\": choose one of eu, us",
                                "stages can't be \"moon\": choose some of eu, us")),
                Arguments.of(
                        "several where there is one",
                        Map.of("region", List.of("eu", "us"), "stages", List.of("eu")),
                        List.of("region takes one answer, not 2")),
                Arguments.of(
                        "a zero byte",
                        Map.of("why", List.of("a\0b"), "region", List.of("eu"), "stages", List.of("eu")),
                        List.of("why has a zero byte")),
                Arguments.of(
                        "too much",
                        Map.of("why", List.of("x".repeat(4090)), "region", List.of("eu"), "stages", List.of("eu")),
                        List.of("the answers are longer than 4,095 bytes together")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void refused(String name, Map<String, List<String>> given, List<String> problems) {
        assertThat(Answers.of(GATE, given).problems()).containsExactlyElementsOf(problems);
    }

    @Test
    void a_default_stands_in_and_what_need_not_be_filled_in_is_left_out() {
        Answers answers = Answers.of(GATE, Map.of("stages", List.of("eu", "us"), "region", List.of("us")));

        assertThat(answers.problems()).isEmpty();
        assertThat(answers.values())
                .isEqualTo(Map.of("version", List.of("1.0"), "region", List.of("us"), "stages", List.of("eu", "us")));
        assertThat(answers.values().keySet()).containsExactly("version", "region", "stages");
    }

    @Test
    void a_gate_that_asks_for_nothing_says_so() {
        assertThat(Answers.of(gate(), Map.of("a", List.of("b"))).problems())
                .containsExactly("release has no field \"a\": it asks for nothing");
    }

    @Test
    void an_expression_that_takes_for_ever_does_not_match() {
        FormField slow = text("a", true, Optional.empty(), Optional.of(Pattern.compile("(a+)+b")));

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> assertThat(Answers.fault(slow, List.of("a".repeat(60))))
                .isPresent());
    }
}
