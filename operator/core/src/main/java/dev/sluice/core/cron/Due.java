package dev.sluice.core.cron;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** For which moment of a timetable a run is to be started now. */
public final class Due {

    /** Longer than it takes from one operator to the next. */
    static final Duration PUNCTUAL = Duration.ofMinutes(1);

    private static final Duration FIRST_LOOK = Duration.ofHours(1);

    private Due() {}

    /**
     * The last moment that has come stands for all that have: one run, however many were missed.
     *
     * @param missedToo also where it is more than a minute ago
     * @param since the earliest that counts: what came before was seen to, or is none of this timetable's business
     */
    public static Optional<Instant> of(Timetable timetable, boolean missedToo, Instant since, Instant now) {
        return latest(timetable, since, now).filter(moment -> missedToo || !moment.isBefore(now.minus(PUNCTUAL)));
    }

    /**
     * From when on moments of a timetable count. Where its pipeline was changed meanwhile, what was waited for counts if it still is one of
     * its moments: a timetable that is new has missed nothing.
     *
     * @param expected the next moment of any of the pipeline's timetables, as it was on record; absent: none was waited for, it was
     *     suspended perhaps
     */
    public static Instant since(Timetable timetable, Optional<Instant> expected, boolean changed, Instant now) {
        return expected.filter(moment -> !changed
                        || timetable
                                .next(moment.minusNanos(1))
                                .filter(moment::equals)
                                .isPresent())
                .orElse(now);
    }

    /** Looks back twice as far each time, so that years of absence cost hardly more than an hour. */
    private static Optional<Instant> latest(Timetable timetable, Instant since, Instant now) {
        Duration look = FIRST_LOOK;
        while (true) {
            Instant from = now.minus(look);
            boolean all = !from.isAfter(since);
            Optional<Instant> latest = latestAfter(timetable, all ? since.minusNanos(1) : from, now);
            if (latest.isPresent() || all) {
                return latest;
            }
            look = look.multipliedBy(2);
        }
    }

    private static Optional<Instant> latestAfter(Timetable timetable, Instant from, Instant now) {
        Optional<Instant> latest = Optional.empty();
        Optional<Instant> next = timetable.next(from);
        while (next.isPresent() && !next.get().isAfter(now)) {
            latest = next;
            next = timetable.next(next.get());
        }
        return latest;
    }
}
