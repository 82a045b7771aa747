package dev.sluice.core.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Crons in zones whose clocks change (A1). Berlin: 2027-03-28 from 2:00 to 3:00, and 2026-10-25 from 3:00 back to 2:00. */
class TimetableTest {

    @ParameterizedTest(name = "{0} {1} after {2}: {3}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            0 3 * * *    | UTC              | 2026-11-21T03:00:00Z | 2026-11-22T03:00:00Z
            0 3 * * *    | Europe/Berlin    | 2026-11-21T03:00:00Z | 2026-11-22T02:00:00Z
            0 3 * * *    | Europe/Berlin    | 2026-07-01T12:00:00Z | 2026-07-02T01:00:00Z
            0 9 * * *    | Asia/Kolkata     | 2026-11-21T00:00:00Z | 2026-11-21T03:30:00Z
            # a time that clocks leave out comes the moment they do
            30 2 * * *   | Europe/Berlin    | 2027-03-27T12:00:00Z | 2027-03-28T01:00:00Z
            30 2 * * *   | Europe/Berlin    | 2027-03-28T01:00:00Z | 2027-03-29T00:30:00Z
            0,30 2 * * * | Europe/Berlin    | 2027-03-27T12:00:00Z | 2027-03-28T01:00:00Z
            0 2,3 * * *  | Europe/Berlin    | 2027-03-27T12:00:00Z | 2027-03-28T01:00:00Z
            0 2,3 * * *  | Europe/Berlin    | 2027-03-28T01:00:00Z | 2027-03-29T00:00:00Z
            # and not where hours count
            30 * * * *   | Europe/Berlin    | 2027-03-28T00:30:00Z | 2027-03-28T01:30:00Z
            0 */2 * * *  | Europe/Berlin    | 2027-03-27T23:00:00Z | 2027-03-28T02:00:00Z
            # a time that clocks show twice comes the first time
            30 2 * * *   | Europe/Berlin    | 2026-10-24T12:00:00Z | 2026-10-25T00:30:00Z
            30 2 * * *   | Europe/Berlin    | 2026-10-25T00:30:00Z | 2026-10-26T01:30:00Z
            30 2 * * *   | Europe/Berlin    | 2026-10-25T01:10:00Z | 2026-10-26T01:30:00Z
            0 3 * * *    | Europe/Berlin    | 2026-10-25T00:30:00Z | 2026-10-25T02:00:00Z
            # and twice where hours count
            30 * * * *   | Europe/Berlin    | 2026-10-25T00:30:00Z | 2026-10-25T01:30:00Z
            30 * * * *   | Europe/Berlin    | 2026-10-25T01:30:00Z | 2026-10-25T02:30:00Z
            # half an hour, on Lord Howe Island
            15 2 * * *   | Australia/Lord_Howe | 2026-10-03T12:00:00Z | 2026-10-03T15:30:00Z
            0 0 29 2 *   | Europe/Berlin    | 2026-01-01T00:00:00Z | 2028-02-28T23:00:00Z
            """)
    void the_next_moment_is_found(String cron, String zone, Instant after, Instant next) {
        assertThat(timetable(cron, zone).next(after)).contains(next);
    }

    @Test
    void a_day_of_a_change_has_as_many_moments_as_it_has_hours() {
        assertThat(moments("0 * * * *", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"))
                .hasSize(25);
        assertThat(moments("0 * * * *", "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z"))
                .hasSize(23);
        assertThat(moments("*/30 2 * * *", "2026-10-24T22:00:00Z", "2026-10-25T23:00:00Z"))
                .hasSize(2);
        assertThat(moments("*/30 2 * * *", "2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z"))
                .hasSize(1);
    }

    /** From one moment the next follows, wherever one starts to ask. */
    @Test
    void whoever_asks_in_between_is_told_the_same() {
        for (String cron : List.of("30 2 * * *", "30 * * * *", "0 2,3 * * *", "*/20 1-3 * * *")) {
            Timetable timetable = timetable(cron, "Europe/Berlin");
            for (String day : List.of("2026-10-24T22:00:00Z", "2027-03-27T23:00:00Z")) {
                Instant end = Instant.parse(day).plusSeconds(90_000);
                List<Instant> moments = moments(cron, day, end.toString());
                for (Instant at = Instant.parse(day); at.isBefore(end); at = at.plusSeconds(300)) {
                    Instant asked = at;
                    Optional<Instant> expected =
                            moments.stream().filter(m -> m.isAfter(asked)).findFirst();
                    if (expected.isPresent()) {
                        assertThat(timetable.next(asked))
                                .as(cron + " after " + asked)
                                .isEqualTo(expected);
                    }
                }
            }
        }
    }

    static Timetable timetable(String cron, String zone) {
        return new Timetable(Cron.parse(cron), ZoneId.of(zone));
    }

    private static List<Instant> moments(String cron, String from, String until) {
        Timetable timetable = timetable(cron, "Europe/Berlin");
        List<Instant> moments = new ArrayList<>();
        Instant next = timetable.next(Instant.parse(from).minusNanos(1)).orElseThrow();
        while (next.isBefore(Instant.parse(until))) {
            moments.add(next);
            next = timetable.next(next).orElseThrow();
        }
        return moments;
    }
}
