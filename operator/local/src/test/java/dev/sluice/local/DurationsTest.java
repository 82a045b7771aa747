package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0s",
        "40, 0.0s",
        "12449, 12.4s",
        "59999, 59.9s",
        "60000, 1m00s",
        "185000, 3m05s",
        "7620000, 2h07m",
        "-5, 0.0s"
    })
    void measured(long millis, String text) {
        assertThat(Durations.measured(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1s", "60, 1m", "5430, 1h30m30s", "86400, 24h", "0, 0s"})
    void exact(long seconds, String text) {
        assertThat(Durations.exact(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
