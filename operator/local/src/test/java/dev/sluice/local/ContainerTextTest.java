package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain        | plain",
                "$(A)         | one",
                "<$(A)-$(A)>  | <one-one>",
                "$(UNKNOWN)   | $(UNKNOWN)",
                "$$(A)        | $(A)",
                "$A ${A}      | $A ${A}",
                "$$$(A)       | $one",
                "$(           | $(",
                "$(B)         | $(A)",
            })
    void replaces_as_kubernetes_does(String text, String expanded) {
        assertThat(ContainerText.expand(text, Map.of("A", "one", "B", "$(A)"))).isEqualTo(expanded);
    }
}
