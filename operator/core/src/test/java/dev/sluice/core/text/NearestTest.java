package dev.sluice.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
}
