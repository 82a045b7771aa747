package dev.sluice.core.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * A cron in a time zone. Where clocks go forward, a time that they leave out comes the moment they do; where they go back, a time
 * they show twice comes the first time. A cron that goes by the hour ({@code *}) goes by hours that pass: nothing is made up for, and the
 * hour that is shown twice is two.
 */
public record Timetable(Cron cron, ZoneId zone) {

    /** The first moment after another; none where the cron has none in the next years. */
    public Optional<Instant> next(Instant after) {
        Instant from = after;
        LocalDateTime local = LocalDateTime.ofInstant(after, zone);
        while (true) { // one turn for each time the clocks change
            ZoneOffset offset = zone.getRules().getOffset(from);
            Optional<LocalDateTime> shown = cron.next(notShownBefore(from, local));
            if (shown.isEmpty()) {
                return Optional.empty();
            }
            ZoneOffsetTransition change = zone.getRules().nextTransition(from);
            Instant moment = shown.get().toInstant(offset);
            if (change == null || moment.isBefore(change.getInstant())) {
                return Optional.of(moment);
            }
            if (change.isGap() && !cron.byTheHour() && shown.get().isBefore(change.getDateTimeAfter())) {
                return Optional.of(change.getInstant());
            }
            from = change.getInstant();
            local = change.getDateTimeAfter().minusSeconds(1);
        }
    }

    /** Past what the clocks show a second time, unless hours count. */
    private LocalDateTime notShownBefore(Instant from, LocalDateTime local) {
        ZoneOffsetTransition before = zone.getRules().previousTransition(from.plusNanos(1));
        if (before == null || !before.isOverlap() || cron.byTheHour()) {
            return local;
        }
        LocalDateTime shown = before.getDateTimeBefore().minusSeconds(1);
        return local.isBefore(shown) ? shown : local;
    }
}
