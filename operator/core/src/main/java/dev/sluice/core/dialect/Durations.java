package dev.sluice.core.dialect;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: Go's form without fractions, above zero, at most a year of 8,760 hours. */
final class Durations {

    static final int LONGEST_TEXT = 16;
    static final String SHAPE = "is no duration: e.g. 30s, 5m or 1h30m, above zero and at most 8760h";

    private static final Pattern TEXT = Pattern.compile("(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?");
    private static final Duration LONGEST = Duration.ofHours(8760);

    private Durations() {}

    static Optional<Duration> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Duration duration = Duration.ofHours(number(matcher.group(1)))
                .plusMinutes(number(matcher.group(2)))
                .plusSeconds(number(matcher.group(3)));
        boolean fits = !duration.isZero() && duration.compareTo(LONGEST) <= 0;
        return fits ? Optional.of(duration) : Optional.empty();
    }

    private static long number(String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
