package dev.sluice.core.text;

import java.util.regex.Pattern;

/**
 * Text of others, fit for a screen: it commands no terminal. Escape sequences go with all that belongs to them (ECMA-48, in their one-byte
 * and two-byte forms), as do other control characters and those that change the order in which text is read; line ends and tabs stay.
 */
public final class Printable {

    private static final Pattern SEQUENCE = Pattern.compile(
            // CSI: colours, cursor, screen
            "(?:\u001b\\[|\u009b)[0-?]*[ -/]*[@-~]?"
                    // OSC, DCS, SOS, PM, APC: titles, the clipboard, links; one that never ends goes to its line's end
                    + "|(?:\u001b[\\]PX^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u009c\n]*(?:\u0007|\u001b\\\\|\u009c)?"
                    + "|\u001b[ -/]*[0-~]?");

    private static final Pattern CONTROL =
            Pattern.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]");

    private Printable() {}

    public static String of(String text) {
        return isPlain(text)
                ? text
                : CONTROL.matcher(SEQUENCE.matcher(text).replaceAll("")).replaceAll("");
    }

    /** Most text is, and some of it is long. */
    private static boolean isPlain(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f || c == '\n' || c == '\t');
    }
}
