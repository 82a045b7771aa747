package dev.sluice.core.dialect.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The worst files under a megabyte that were thought of: each is read, and planned or refused, within a second. */
class SpeedTest {

    static Stream<Arguments> large() {
        return Stream.of(
                Arguments.of("one number", "steps:\n- {command: x, parallelism: " + "9".repeat(900_000) + "}\n"),
                Arguments.of(
                        "one JSON number", "{\"nodes\": [{\"id\": \"a\", \"config\": " + "9".repeat(900_000) + "}]}"),
                Arguments.of("a number with an endless exponent", "steps:\n- {command: x, parallelism: 1e999999999}\n"),
                Arguments.of("nothing but NUL", "steps:\n- command: " + "\0".repeat(900_000)),
                Arguments.of("one key again and again", "steps:\n- {" + "command: x, ".repeat(70_000) + "}\n"),
                Arguments.of(
                        "keys beside steps",
                        many(90_000, i -> "k" + i + ": 1\n").replace(", ", "") + "steps: []\n"),
                Arguments.of("environment", "steps: [wait]\nenv: {" + many(60_000, i -> "E" + i + ": " + i) + "}\n"),
                Arguments.of("merged again and again", merges()),
                Arguments.of("variables that double", doubling()),
                Arguments.of(
                        "an expression to go astray in",
                        "steps:\n- {command: x, if: \"build.branch =~ /^(a+)+$/ && build.message =~ /(x*)*(y*)*z{1,900}/\"}\n"),
                Arguments.of(
                        "a pattern without end",
                        "steps:\n- {command: x, if: \"build.branch =~ /" + "(a|b)*".repeat(100_000) + "/\"}\n"),
                Arguments.of("brackets in a condition", "steps:\n- {command: x, if: '" + "(".repeat(400_000) + "'}\n"),
                Arguments.of(
                        "anchors",
                        "steps:\n" + many(40_000, i -> "- &a" + i + " wait\n").replace(", ", "")),
                Arguments.of(
                        "letters of two halves", "steps:\n- {command: x, label: \"" + "😀".repeat(240_000) + "\"}\n"),
                Arguments.of("documents", "--- {steps: [wait]}\n".repeat(45_000)),
                Arguments.of("comments", "#\n".repeat(400_000) + "steps: [wait]\n"),
                Arguments.of("deep lists", "steps: " + "[".repeat(500_000)),
                Arguments.of("deep JSON", "{\"nodes\": " + "[".repeat(500_000)),
                Arguments.of("laughs", laughs()),
                Arguments.of(
                        "a step of an alias many times",
                        aliases("*b", "&b {command: x, env: {" + many(300, i -> "E" + i + ": 1") + "}}")),
                Arguments.of(
                        "a large text many times",
                        aliases("{command: *b}", "&b \"" + "${matrix.x} ".repeat(40_000) + "\"")),
                Arguments.of(
                        "a large label many times",
                        aliases("{label: *b}", "&b \"" + "Ünïcode ﬁ ".repeat(40_000) + "\"")),
                Arguments.of("variables", "steps:\n- command: \"" + "$LARGE".repeat(100_000) + "\"\n"),
                Arguments.of(
                        "many variables",
                        "steps:\n"
                                + many(10_000, i -> "- {command: \"$LARGE\"}\n").replace(", ", "")),
                Arguments.of(
                        "defaults in defaults",
                        "steps:\n- command: \"" + "${A:-".repeat(100_000) + "}".repeat(100_000) + "\"\n"),
                Arguments.of(
                        "a million combinations",
                        "steps:\n- {command: \"{{matrix.a}}\", matrix: {setup: {"
                                + many(8, d -> (char) ('a' + d) + ": [" + many(100, i -> "\"v $" + i + "\"") + "]")
                                + "}}}\n"),
                Arguments.of(
                        "adjustments of some dimensions",
                        "steps:\n- {command: x, matrix: {setup: {"
                                + many(8, d -> (char) ('a' + d) + ": [" + many(100, i -> "v" + i) + "]")
                                + "}, adjustments: [" + many(5000, i -> "{with: {a: v1}}") + "]}}\n"),
                Arguments.of(
                        "matrices to spread",
                        "steps:\n"
                                + many(
                                                400,
                                                i -> "- {command: \"{{matrix}}\", matrix: ["
                                                        + many(49, v -> "\"v " + v + "\"") + "]}\n")
                                        .replace("\n, ", "\n")),
                Arguments.of("unknown fields", "steps:\n- {" + many(60_000, i -> "unkown" + i + ": 1") + "}\n"),
                Arguments.of(
                        "unknown keys",
                        "steps:\n"
                                + many(
                                                450,
                                                i -> "- {key: step-number-" + i + ", command: x, depends_on: ["
                                                        + many(60, d -> "stepnumber-" + i + "-" + d) + "]}\n")
                                        .replace("\n, ", "\n")),
                Arguments.of("steps", "steps:\n" + "- wait\n".repeat(90_000)),
                Arguments.of("one text", "steps:\n- command: \"" + "x".repeat(900_000) + "\"\n"),
                Arguments.of("braces", "steps:\n- {command: x, if_changed: \"" + "{a,b}".repeat(100_000) + "\"}\n"),
                Arguments.of(
                        "a condition",
                        "steps:\n- {command: x, if: '" + "build.branch == \"a\" || ".repeat(40_000) + "true'}\n"),
                Arguments.of("branches", "steps:\n- {command: x, branches: '" + "a ".repeat(400_000) + "'}\n"),
                Arguments.of(
                        "stages beside all others",
                        "stages:\n"
                                + many(
                                                450,
                                                i -> "- {name: s" + i + ", agent: x, parallel_with: ["
                                                        + many(300, d -> "s" + d) + "]}\n")
                                        .replace("\n, ", "\n")),
                Arguments.of(
                        "stages after all others",
                        "stages:\n"
                                + many(
                                                450,
                                                i -> "- {name: s" + i + ", agent: x, depends_on: ["
                                                        + many(300, d -> "s" + d) + "]}\n")
                                        .replace("\n, ", "\n")),
                Arguments.of(
                        "nodes before all others",
                        "{\"nodes\": ["
                                + many(
                                        450,
                                        i -> "{\"id\": \"n" + i + "\", \"type\": \"t\", \"next\": ["
                                                + many(300, d -> "\"n" + d + "\"") + "]}")
                                + "]}"),
                Arguments.of(
                        "many graphs",
                        "{\"pipelines\": {" + many(5000, i -> "\"p" + i + "\": {\"stages\": [\"a\"]}")
                                + "}, \"stages\": {\"a\": {\"command\": [\"x\"]}}}"),
                Arguments.of(
                        "many graphs of many stages",
                        "{\"pipelines\": {" + many(5000, i -> "\"p" + i + "\": {}") + "}, \"stages\": {"
                                + many(450, i -> "\"s" + i + "\": {\"command\": [\"x\"]}") + "}}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("large")
    void no_file_under_a_megabyte_takes_long(String what, String text) {
        assertThat(text.getBytes(StandardCharsets.UTF_8).length).as(what).isLessThan(1 << 20);
        Duration limit = Duration.ofSeconds(1);
        Duration least = CpuTime.least(() -> HostileFilesTest.read(text), limit);
        assertThat(least).as(what).isLessThan(least.compareTo(limit) < 0 ? limit : CpuTime.here(limit));
    }

    private static String aliases(String step, String anchor) {
        return "base: " + anchor + "\nsteps:\n" + ("- " + step + "\n").repeat(450);
    }

    /** Each mapping has all fields of the one before. */
    private static String merges() {
        return "m0: &m0 {" + many(200, i -> "k" + i + ": 1") + "}\n"
                + many(2000, i -> "m%d: &m%d {<<: *m%d, n%d: 1}\n".formatted(i + 1, i + 1, i, i))
                        .replace("\n, ", "\n")
                + "steps:\n- {<<: *m2000, command: x}\n";
    }

    private static String doubling() {
        return "env:\n  A0: \"" + "x".repeat(1000) + "\"\n"
                + many(40, i -> "  A%d: \"$A%d$A%d\"\n".formatted(i + 1, i, i)).replace("\n, ", "\n")
                + "steps:\n- command: \"$A40\"\n";
    }

    private static String laughs() {
        StringBuilder text = new StringBuilder("a0: &a0 {command: ha}\n");
        for (int i = 1; i < 30; i++) {
            text.append("a%d: &a%d [%s]\n".formatted(i, i, many(10, d -> "*a").replace("*a", "*a" + (i - 1))));
        }
        return text + "steps: *a29\n";
    }

    private static String many(int count, IntFunction<String> each) {
        return IntStream.range(0, count).mapToObj(each).collect(Collectors.joining(", "));
    }
}
