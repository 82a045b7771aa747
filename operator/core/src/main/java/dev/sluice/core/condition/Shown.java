package dev.sluice.core.condition;

import java.util.List;

/** Texts of others in a sentence: on one line, and short. */
final class Shown {

    private static final int LONGEST = 80;
    private static final int LONGEST_SENTENCE = 300;
    private static final int MOST = 5;

    private Shown() {}

    static String text(String text) {
        return cut(text.replaceAll("\\p{Cntrl}", "?"), LONGEST);
    }

    static String list(List<String> texts) {
        String shown =
                String.join(", ", texts.stream().limit(MOST).map(Shown::text).toList());
        return "[" + shown + (texts.size() > MOST ? ", and " + (texts.size() - MOST) + " more" : "") + "]";
    }

    static String sentence(String text) {
        return cut(text, LONGEST_SENTENCE);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
