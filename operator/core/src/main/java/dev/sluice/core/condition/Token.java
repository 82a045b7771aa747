package dev.sluice.core.condition;

/**
 * A word of an expression.
 *
 * @param text a symbol or word as written; a string's or regular expression's content
 * @param start its first letter's place in the expression, from 0
 * @param end after its last letter
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        SYMBOL,
        NAME,
        STRING,
        NUMBER,
        REGEX,
        /** A regular expression with {@code i} behind it. */
        REGEX_ANY_CASE,
        END
    }

    boolean is(String symbol) {
        return (kind == Kind.SYMBOL || kind == Kind.NAME) && text.equals(symbol);
    }

    String shown() {
        return switch (kind) {
            case END -> "the end";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case REGEX, REGEX_ANY_CASE -> "a regular expression";
            default -> "\"" + Shown.text(text) + "\"";
        };
    }
}
