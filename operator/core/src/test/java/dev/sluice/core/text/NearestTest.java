package dev.sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {

    private static final List<String> KNOWN =
            List.of("build", "deploy-staging", "dependsOn", "environment", "command", "name", "a");

    @ParameterizedTest(name = "{0} may be {1}")
    @CsvSource({
        "buidl, build",
        "bild, build",
        "builds, build",
        "deploystaging, deploy-staging",
        "depends_on, dependsOn",
        "env, environment",
        "commands, command",
        "Name, name",
    })
    void names_what_was_meant(String unknown, String meant) {
        assertThat(Nearest.hint(unknown, KNOWN)).isEqualTo(" (did you mean \"" + meant + "\"?)");
    }

    @ParameterizedTest(name = "{0} is like none")
    @CsvSource({"test", "bob", "''", "deployment-of-everything"})
    void says_nothing_where_nothing_is_near(String unknown) {
        assertThat(Nearest.hint(unknown, KNOWN)).isEmpty();
    }

    @Test
    void of_two_as_near_the_first_of_the_alphabet() {
        assertThat(Nearest.to("tesd", List.of("test", "tesa"))).contains("tesa");
    }

    @Test
    void a_name_longer_than_anybody_types_is_never_meant_and_never_printed() {
        String longest = "env" + "x".repeat(97);

        assertThat(Nearest.to("env", List.of(longest))).contains(longest);
        assertThat(Nearest.to("env", List.of(longest + "x"))).isEmpty();
        assertThat(Nearest.to("env", List.of("env" + "x".repeat(1_000_000), "environment")))
                .contains("environment");
        assertThat(Nearest.to(longest + "x", List.of(longest))).isEmpty();
    }

    @Test
    void only_the_first_thousand_names_are_looked_at() {
        List<String> others =
                IntStream.range(0, 1_000).mapToObj(i -> "other-" + i).toList();

        assertThat(Nearest.to("buidl", followedBy(others.subList(0, 999), "build")))
                .contains("build");
        assertThat(Nearest.to("buidl", followedBy(others, "build"))).isEmpty();
    }

    private static List<String> followedBy(List<String> names, String last) {
        return Stream.concat(names.stream(), Stream.of(last)).toList();
    }
}
