package dev.sluice.core.cron;

import static dev.sluice.core.cron.TimetableTest.timetable;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * A1: however time is cut by those who look, and whether or not they live to put on record what they waited for: one run at a time, for a
 * moment of the timetable, and the last moment that has come is never left out.
 */
class DuePropertiesTest {

    private static final List<String> CRONS =
            List.of("* * * * *", "*/5 * * * *", "30 2 * * *", "0 0 * * 1-5", "15,45 1-3 * * *", "0 3 1 * *");
    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/New_York");

    /** Clocks are changed soon after. */
    private static final List<String> BEGINNINGS =
            List.of("2026-03-28T22:10:30Z", "2026-10-24T22:10:30Z", "2026-11-21T10:00:00Z");

    /** One timetable of a pipeline. The next moment of all of them is what is on record. */
    private static final class Life {
        final Timetable timetable;
        final TreeSet<Instant> started = new TreeSet<>();
        Optional<Instant> last = Optional.empty();
        Instant coming;

        Life(Timetable timetable, Instant begins) {
            this.timetable = timetable;
            this.coming = timetable.next(begins).orElseThrow();
        }

        void count(Instant now) {
            while (!coming.isAfter(now)) {
                last = Optional.of(coming);
                coming = timetable.next(coming).orElseThrow();
            }
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void one_run_for_whatever_has_come(@ForAll long seed, @ForAll boolean missedToo) {
        Random random = new Random(seed);
        Instant now = Instant.parse(of(BEGINNINGS, random));
        List<Life> lives = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            lives.add(new Life(timetable(of(CRONS, random), of(ZONES, random)), now));
        }
        Optional<Instant> onRecord = next(lives, now);
        for (int look = 0; look < 25; look++) {
            now = now.plusSeconds(1 + (long) Math.exp(random.nextDouble() * Math.log(100_000)));
            if (random.nextInt(4) == 0) {
                now = onRecord.filter(now::isBefore).orElse(now); // who waits for it comes just then
            }
            for (Life life : lives) {
                look(life, missedToo, onRecord, now);
            }
            boolean dies = random.nextInt(4) == 0;
            onRecord = dies ? onRecord : next(lives, now);
        }
    }

    private static void look(Life life, boolean missedToo, Optional<Instant> onRecord, Instant now) {
        Optional<Instant> due = Due.of(life.timetable, missedToo, Due.since(life.timetable, onRecord, false, now), now);
        life.count(now);
        Optional<Instant> last = life.last;
        TreeSet<Instant> started = life.started;
        due.ifPresent(moment -> {
            assertThat(last).as("the last that has come").contains(moment);
            assertThat(started).allSatisfy(earlier -> assertThat(earlier).isBeforeOrEqualTo(moment));
            started.add(moment); // one that is there by its name is not made again
        });
        boolean counts = missedToo
                || last.filter(m -> !m.isBefore(now.minus(Due.PUNCTUAL))).isPresent();
        if (counts) {
            assertThat(started).as("at %s", now).containsAll(last.stream().toList());
        } else {
            assertThat(due).as("missed, at %s", now).isEmpty();
        }
    }

    private static Optional<Instant> next(List<Life> lives, Instant now) {
        return lives.stream().flatMap(life -> life.timetable.next(now).stream()).min(Comparator.naturalOrder());
    }

    private static String of(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
