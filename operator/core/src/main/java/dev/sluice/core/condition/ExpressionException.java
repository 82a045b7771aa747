package dev.sluice.core.condition;

/** An expression that can't be read. The message is for the person who wrote it, and begins with the place. */
public final class ExpressionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** @param at place in the expression, from 0 */
    ExpressionException(String expression, int at, String message) {
        super(place(expression, at) + ": " + message);
    }

    private static String place(String expression, int at) {
        String before = expression.substring(0, at);
        int line = before.lastIndexOf('\n');
        int column = before.codePointCount(line + 1, before.length()) + 1;
        return expression.strip().indexOf('\n') < 0
                ? "column " + column
                : "line " + (before.chars().filter(c -> c == '\n').count() + 1) + ", column " + column;
    }
}
