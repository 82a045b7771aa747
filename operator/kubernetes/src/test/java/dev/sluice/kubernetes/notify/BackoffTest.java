package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest(name = "after {0} failed attempts, asked for {1} s: {2} s")
    @CsvSource({"1,,2", "2,,4", "3,,8", "6,,64", "7,,120", "20,,120", "1,30,30", "4,1,16", "1,86400,120"})
    void grows(int failed, Integer asked, int seconds) {
        assertThat(Backoff.after(failed, Optional.ofNullable(asked).map(Duration::ofSeconds)))
                .isEqualTo(Duration.ofSeconds(seconds));
    }
}
