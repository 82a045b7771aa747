package dev.sluice.core.text;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many columns of a terminal a text takes, and what of it fits. Where terminals differ (families of emoji, that some draw as one)
 * it is the most that any of them takes: too short a line is no harm, one that wraps is.
 */
public final class Columns {

    /** What must not be torn apart: a letter with its accents, a flag, a family. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    private static final int EMOJI_PRESENTATION = 0xFE0F;

    // Unicode 15, East_Asian_Width W and F: pairs of first and last.
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA,
        0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x303E, 0x3041, 0x3247, 0x3250, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF,
        0xFE10, 0xFE19, 0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x1B2FF, 0x1F004, 0x1F004, 0x1F0CF,
        0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E,
        0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440,
        0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595,
        0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5,
        0x1F6DF, 0x1F6EB, 0x1F6EF, 0x1F6F4, 0x1F6FF, 0x1F7E0, 0x1F7F0, 0x1F90C, 0x1F93A, 0x1F93C, 0x1F945, 0x1F947,
        0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD
    };

    private Columns() {}

    public static int of(String text) {
        int columns = 0;
        int before = 0;
        for (int i = 0; i < text.length(); ) {
            int letter = text.codePointAt(i);
            // A narrow sign that is asked for as a picture is as wide as one.
            int width = letter == EMOJI_PRESENTATION ? Math.max(0, 2 - before) : width(letter);
            columns += width;
            before = width;
            i += Character.charCount(letter);
        }
        return columns;
    }

    /** As much of the text as fits, a {@code …} at its end where that is not all. */
    public static String cut(String text, int most) {
        if (of(text) <= most) {
            return text;
        }
        if (most < 1) {
            return "";
        }
        int end = 0;
        int taken = 0;
        Matcher cluster = CLUSTER.matcher(text);
        while (cluster.find()) {
            taken += of(cluster.group());
            if (taken > most - 1) {
                break;
            }
            end = cluster.end();
        }
        return text.substring(0, end) + "…";
    }

    /** With blanks up to so many columns. */
    public static String padded(String text, int columns) {
        return text + " ".repeat(Math.max(0, columns - of(text)));
    }

    private static int width(int letter) {
        if (letter < 0x300) {
            return letter < ' ' ? 0 : 1;
        }
        int at = Arrays.binarySearch(WIDE, letter);
        // Between a first (even) and its last, or at one of them.
        if (at >= 0 || -at % 2 == 0) {
            return 2;
        }
        return switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
            default -> 1;
        };
    }
}
