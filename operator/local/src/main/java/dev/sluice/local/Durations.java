package dev.sluice.local;

import java.time.Duration;

/** Lengths of time, for people. */
public final class Durations {

    private Durations() {}

    /** As in a pipeline: {@code 1h30m}. */
    public static String exact(Duration duration) {
        String text = part(duration.toHours(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text;
    }

    /** As measured: {@code 12.4s}, {@code 3m05s}, {@code 2h07m}. */
    public static String measured(Duration duration) {
        long tenths = Math.max(0, duration.toMillis() / 100);
        if (tenths < 600) {
            return tenths / 10 + "." + tenths % 10 + "s";
        }
        if (duration.toHours() == 0) {
            return duration.toMinutes() + "m" + twoDigits(duration.toSecondsPart()) + "s";
        }
        return duration.toHours() + "h" + twoDigits(duration.toMinutesPart()) + "m";
    }

    private static String part(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }

    private static String twoDigits(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
