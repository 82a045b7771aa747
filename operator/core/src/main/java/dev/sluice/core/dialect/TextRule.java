package dev.sluice.core.dialect;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a string may be. {@code shape} says in words what {@code pattern} demands. */
record TextRule(int shortest, int longest, Pattern pattern, String shape) {

    private static final Pattern ANYTHING = Pattern.compile("(?s).*");
    private static final String DNS_LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";

    static final TextRule STEP_NAME = name(40);
    static final TextRule NAME = name(63);
    static final TextRule OBJECT_NAME = new TextRule(
            1,
            253,
            Pattern.compile(DNS_LABEL + "(\\." + DNS_LABEL + ")*"),
            "is no name of an object: lower-case letters, digits, dashes and dots, a letter or digit at each end");
    static final TextRule DATA_KEY = new TextRule(
            1, 253, Pattern.compile("[-._A-Za-z0-9]+"), "is no key of a Secret: letters, digits, dashes, dots and _");
    static final TextRule QUANTITY = new TextRule(
            1,
            64,
            Pattern.compile("[+]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?"),
            "is no quantity, e.g. 500m or 1Gi");

    static TextRule upTo(int longest) {
        return new TextRule(0, longest, ANYTHING, "");
    }

    static TextRule filled(int longest) {
        return new TextRule(1, longest, ANYTHING, "");
    }

    static TextRule shaped(int longest, Pattern pattern, String shape) {
        return new TextRule(1, longest, pattern, shape);
    }

    private static TextRule name(int longest) {
        return new TextRule(
                1,
                longest,
                Pattern.compile(DNS_LABEL),
                "is no name: lower-case letters, digits and dashes, a letter or digit at each end");
    }

    /** What is wrong with a text. Letters are counted, not bytes, as the API server does. */
    Optional<String> fault(String text) {
        int length = text.codePointCount(0, text.length());
        if (length < shortest) {
            return Optional.of("is empty");
        }
        if (length > longest) {
            return Optional.of("has %,d characters; at most %,d".formatted(length, longest));
        }
        if (text.indexOf('\0') >= 0) {
            return Optional.of("has a zero byte");
        }
        return pattern.matcher(text).matches()
                ? Optional.empty()
                : Optional.of("\"" + Shown.briefly(text) + "\" " + shape);
    }
}
