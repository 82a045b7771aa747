package dev.sluice.core.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of a clock on a wall (A1). */
class CronTest {

    @ParameterizedTest(name = "{0} after {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            * * * * *            | 2026-11-21T10:00    | 2026-11-21T10:01
            * * * * *            | 2026-11-21T10:00:59 | 2026-11-21T10:01
            */15 * * * *         | 2026-11-21T10:50    | 2026-11-21T11:00
            5/20 * * * *         | 2026-11-21T10:26    | 2026-11-21T10:45
            0 3 * * *            | 2026-11-21T03:00    | 2026-11-22T03:00
            30 9-17 * * mon-fri  | 2026-11-20T17:30    | 2026-11-23T09:30
            0 0 1 * *            | 2026-11-21T00:00    | 2026-12-01T00:00
            0 0 31 * *           | 2026-08-31T00:00    | 2026-10-31T00:00
            0 0 29 2 *           | 2026-01-01T00:00    | 2028-02-29T00:00
            0 0 29 2 *           | 2096-02-29T00:00    | 2104-02-29T00:00
            0 0 * * 0            | 2026-11-21T00:00    | 2026-11-22T00:00
            0 0 * * 7            | 2026-11-21T00:00    | 2026-11-22T00:00
            0 0 * * 5-7          | 2026-11-21T00:00    | 2026-11-22T00:00
            0 0 1 jan,JUL *      | 2026-01-01T00:00    | 2026-07-01T00:00
            0 0 13 * 5           | 2026-11-14T00:00    | 2026-11-20T00:00
            0 0 13 * 5           | 2026-12-11T00:00    | 2026-12-13T00:00
            0 0 */2 * 1          | 2026-11-21T00:00    | 2026-11-23T00:00
            59 23 31 12 *        | 2026-12-31T23:59    | 2027-12-31T23:59
            """)
    void the_next_time_is_found(String cron, LocalDateTime after, LocalDateTime next) {
        assertThat(Cron.parse(cron).next(after)).contains(next);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            60 * * * *      | minute "60": 60 is not from 0 to 59
            * 24 * * *      | hour "24": 24 is not from 0 to 23
            * * 0 * *       | day of month "0": 0 is not from 1 to 31
            * * * 13 *      | month "13": 13 is not from 1 to 12
            * * * * 8       | day of week "8": 8 is not from 0 to 7
            a * * * *       | minute "a" is no *, number, range (1-5), step (*/15) or list of those
            * * * * x       | day of week "x" is no *, number, range (1-5), step (*/15) or list of those, nor a name as mon
            5-1 * * * *     | minute "5-1" is no *, number, range (1-5), step (*/15) or list of those
            */0 * * * *     | minute "*/0" is no *, number, range (1-5), step (*/15) or list of those
            1,,2 * * * *    | minute "" is no *, number, range (1-5), step (*/15) or list of those
            1-2-3 * * * *   | minute "1-2-3" is no *, number, range (1-5), step (*/15) or list of those
            */2/3 * * * *   | minute "*/2/3" is no *, number, range (1-5), step (*/15) or list of those
            -1 * * * *      | minute "-1" is no *, number, range (1-5), step (*/15) or list of those
            99999 * * * *   | minute "99999" is no *, number, range (1-5), step (*/15) or list of those
            0 0 30 2 *      | is a time that never comes
            0 0 31 4,6 *    | is a time that never comes
            @daily          | has 1 fields; five are: minute, hour, day of month, month, day of week
            0 * * * * *     | has 6 fields; five are: minute, hour, day of month, month, day of week
            """)
    void what_is_no_cron_is_told(String cron, String why) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(CronException.class)
                .hasMessage(why);
    }

    /**
     * Another's reading of the same fields, for a thousand of them. Of days in steps crontab(5) says that they narrow nothing down, which that
     * library takes otherwise where both kinds of days are given: such are left out.
     */
    @Test
    void the_library_of_others_finds_the_same() {
        CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
        Random random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            List<String> days = List.of(field(random, 1, 28), random.nextInt(4) == 0 ? field(random, 0, 6) : "*");
            if (days.stream().anyMatch(d -> d.startsWith("*/")) && !days.contains("*")) {
                continue;
            }
            String text = String.join(
                    " ", field(random, 0, 59), field(random, 0, 23), days.get(0), field(random, 1, 12), days.get(1));
            LocalDateTime after = LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(3_000_000));
            Optional<LocalDateTime> theirs = ExecutionTime.forCron(parser.parse(text))
                    .nextExecution(after.atZone(ZoneOffset.UTC))
                    .map(time -> time.toLocalDateTime());
            assertThat(Cron.parse(text).next(after))
                    .as(text + " after " + after)
                    .isEqualTo(theirs);
        }
    }

    private static String field(Random random, int least, int most) {
        int a = least + random.nextInt(most - least + 1);
        int b = least + random.nextInt(most - least + 1);
        return List.of(
                        "*",
                        "*",
                        "" + a,
                        Math.min(a, b) + "-" + Math.max(a, b),
                        "*/" + (1 + random.nextInt(7)),
                        a + "," + b)
                .get(random.nextInt(6));
    }
}
