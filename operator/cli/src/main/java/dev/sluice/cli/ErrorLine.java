package dev.sluice.cli;

import java.util.List;
import java.util.regex.Pattern;

/** A line of an error as it is printed: what was given is in it, and that may be anything. A terminal must show it, and do nothing else. */
final class ErrorLine {

    private static final int LONGEST = 2000;
    private static final int ENDS = LONGEST / 2 - 20;
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}&&[^\\t]]");

    private ErrorLine() {}

    /** Line breaks stay. */
    static List<String> of(String message) {
        return message.lines().map(ErrorLine::shown).toList();
    }

    private static String shown(String line) {
        return INVISIBLE.matcher(shortened(line)).replaceAll(match -> "\\\\u%04x"
                .formatted(match.group().codePointAt(0)));
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST
                ? line
                : line.substring(0, ENDS) + " … " + (line.length() - 2 * ENDS) + " letters … "
                        + line.substring(line.length() - ENDS);
    }
}
