package dev.sluice.core.cron;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Times of a clock on a wall: minute, hour, day of month, month, day of week, as in crontab(5). Where both kinds of days are narrowed
 * down, either is enough.
 */
public final class Cron {

    /** Feb 29 may be eight years away. */
    private static final int YEARS = 9;

    private static final CronField MINUTE = new CronField("minute", 0, 59, List.of());
    private static final CronField HOUR = new CronField("hour", 0, 23, List.of());
    private static final CronField DAY = new CronField("day of month", 1, 31, List.of());
    private static final CronField MONTH = new CronField(
            "month",
            1,
            12,
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"));
    private static final CronField WEEKDAY =
            new CronField("day of week", 0, 7, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean eitherDay;
    private final boolean byTheHour;

    private Cron(String[] fields) {
        minutes = MINUTE.read(fields[0]);
        hours = HOUR.read(fields[1]);
        days = DAY.read(fields[2]);
        months = MONTH.read(fields[3]);
        weekdays = WEEKDAY.read(fields[4]);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
        byTheHour = fields[1].startsWith("*");
    }

    /** @throws CronException saying what is wrong with it */
    public static Cron parse(String text) {
        String[] fields = text.strip().split("\\s+");
        if (fields.length != 5) {
            throw new CronException(
                    "has " + fields.length + " fields; five are: minute, hour, day of month, month, day of week");
        }
        Cron cron = new Cron(fields);
        if (cron.next(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw new CronException("is a time that never comes");
        }
        return cron;
    }

    /** Its hour is {@code *} or a step: it means that so much time goes by, not what the clock shows. */
    boolean byTheHour() {
        return byTheHour;
    }

    /** The first such time after another. */
    Optional<LocalDateTime> next(LocalDateTime after) {
        LocalDateTime time = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        LocalDateTime end = time.plusYears(YEARS);
        while (time.isBefore(end)) {
            if (!months.get(time.getMonthValue())) {
                time = time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
            } else if (!isDay(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    private boolean isDay(LocalDateTime time) {
        boolean ofMonth = days.get(time.getDayOfMonth());
        boolean ofWeek = weekdays.get(time.getDayOfWeek().getValue() % DayOfWeek.SUNDAY.getValue());
        return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }
}
