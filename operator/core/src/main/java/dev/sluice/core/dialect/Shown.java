package dev.sluice.core.dialect;

/** What a person wrote, as it may stand in a message: on one line, short, without control codes. */
final class Shown {

    private static final int LONGEST = 60;

    private Shown() {}

    static String briefly(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    static String quoted(String text) {
        return "\"" + briefly(text) + "\"";
    }
}
