package dev.sluice.cli;

import dev.sluice.core.text.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours, where the terminal has them. */
record Style(boolean colors) {

    private static final Pattern PAINT = Pattern.compile("\u001b\\[(?:[012]|3[1236])m");

    String good(String text) {
        return paint("32", text);
    }

    String bad(String text) {
        return paint("31", text);
    }

    String active(String text) {
        return paint("36", text);
    }

    String warn(String text) {
        return paint("33", text);
    }

    String faint(String text) {
        return paint("2", text);
    }

    String strong(String text) {
        return paint("1", text);
    }

    /** What was painted here stays so; whatever else the text would have a terminal do goes. */
    static String harmless(String text) {
        StringBuilder harmless = new StringBuilder();
        Matcher paint = PAINT.matcher(text);
        int from = 0;
        while (paint.find()) {
            harmless.append(Printable.of(text.substring(from, paint.start()))).append(paint.group());
            from = paint.end();
        }
        return harmless.append(Printable.of(text.substring(from))).toString();
    }

    String paint(String code, String text) {
        return colors && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
