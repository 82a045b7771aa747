package dev.sluice.core.cron;

import static dev.sluice.core.cron.TimetableTest.timetable;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** For which moment a run is started now (A1). */
class DueTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing has come yet            | 0 3 * * * | 2026-11-21T03:00:00Z | 2026-11-21T02:59:59Z |                      |
            on time                         | 0 3 * * * | 2026-11-21T03:00:00Z | 2026-11-21T03:00:00Z | 2026-11-21T03:00:00Z | 2026-11-21T03:00:00Z
            half a minute late              | 0 3 * * * | 2026-11-21T03:00:00Z | 2026-11-21T03:00:30Z | 2026-11-21T03:00:00Z | 2026-11-21T03:00:00Z
            two minutes late                | 0 3 * * * | 2026-11-21T03:00:00Z | 2026-11-21T03:02:00Z | 2026-11-21T03:00:00Z |
            days late: one for all          | 0 3 * * * | 2026-11-01T03:00:00Z | 2026-11-21T12:00:00Z | 2026-11-21T03:00:00Z |
            late, and the last is on time   | * * * * * | 2026-11-21T03:00:00Z | 2026-11-21T03:10:01Z | 2026-11-21T03:10:00Z | 2026-11-21T03:10:00Z
            what was before does not count  | 0 3 * * * | 2026-11-21T03:00:01Z | 2026-11-21T12:00:00Z |                      |
            once in years                   | 0 0 29 2 * | 2020-02-29T00:00:00Z | 2026-11-21T12:00:00Z | 2024-02-29T00:00:00Z |
            """)
    void one_run_for_all_that_has_come(
            String name, String cron, Instant since, Instant now, Instant missedToo, Instant onTime) {
        assertThat(Due.of(timetable(cron, "UTC"), true, since, now)).isEqualTo(Optional.ofNullable(missedToo));
        assertThat(Due.of(timetable(cron, "UTC"), false, since, now)).isEqualTo(Optional.ofNullable(onTime));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing was changed                        | 0 3 * * * | 2026-11-21T03:00:00Z | false | 2026-11-21T03:00:00Z
            another timetable's moment was waited for  | 0 4 * * * | 2026-11-21T03:00:00Z | false | 2026-11-21T03:00:00Z
            something else was changed                 | 0 3 * * * | 2026-11-21T03:00:00Z | true  | 2026-11-21T03:00:00Z
            the time was changed                       | 0 4 * * * | 2026-11-21T03:00:00Z | true  | 2026-11-21T12:00:00Z
            it was suspended, or had no schedule       | 0 3 * * * |                      | true  | 2026-11-21T12:00:00Z
            """)
    void what_counts_begins(String name, String cron, Instant expected, boolean changed, Instant since) {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        assertThat(Due.since(timetable(cron, "UTC"), Optional.ofNullable(expected), changed, now))
                .isEqualTo(since);
    }

    @Test
    void thirty_years_of_absence_cost_next_to_nothing() {
        Timetable minutely = timetable("* * * * *", "Europe/Berlin");
        Duration limit = Duration.ofMillis(200);
        Duration took = CpuTime.least(
                () -> Due.of(
                        minutely, true, Instant.parse("1996-01-01T00:00:00Z"), Instant.parse("2026-11-21T12:00:00Z")),
                limit);
        assertThat(took).isLessThan(limit);
    }
}
