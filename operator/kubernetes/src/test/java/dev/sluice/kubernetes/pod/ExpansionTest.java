package dev.sluice.kubernetes.pod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpansionTest {

    @ParameterizedTest(name = "{0} arrives as written")
    @ValueSource(
            strings = {
                "plain",
                "$HOME and ${HOME}",
                "$(date)",
                "$$(date)",
                "$$$(date)",
                "echo $$",
                "$$$",
                "$",
                "ends in $",
                "a$b$$c$(d)$$$e$(",
                "$(unclosed",
                "$()",
                "",
                "100 $ ( not one )"
            })
    void whatAPersonWroteArrivesAsWritten(String text) {
        assertThat(Kubernetes.expand(Expansion.literal(text), Map.of("date", "WRONG", "d", "WRONG", "", "WRONG")))
                .isEqualTo(text);
    }

    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource({"$HOME, $HOME", "$(date), $$(date)", "$$, $$$$", "a$(b)c, a$$(b)c"})
    void loneDollarsStayReadable(String text, String written) {
        assertThat(Expansion.literal(text)).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INDEX"})
    void aReferenceIsReplaced(String name) {
        assertThat(Kubernetes.expand("job." + Expansion.valueOf(name), Map.of(name, "3")))
                .isEqualTo("job.3");
    }

    /** The rules of Kubernetes' documentation: $(NAME) is replaced where NAME is known, $$ is one dollar. */
    private static final class Kubernetes {

        static String expand(String text, Map<String, String> variables) {
            StringBuilder out = new StringBuilder();
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c != '$' || at + 1 == text.length()) {
                    out.append(c);
                    at++;
                } else if (text.charAt(at + 1) == '$') {
                    out.append('$');
                    at += 2;
                } else if (text.charAt(at + 1) == '(' && text.indexOf(')', at) > 0) {
                    int end = text.indexOf(')', at);
                    String name = text.substring(at + 2, end);
                    out.append(variables.getOrDefault(name, "$(" + name + ")"));
                    at = end + 1;
                } else {
                    out.append(c).append(text.charAt(at + 1));
                    at += 2;
                }
            }
            return out.toString();
        }
    }
}
