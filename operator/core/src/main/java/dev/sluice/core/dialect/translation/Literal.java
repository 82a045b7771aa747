package dev.sluice.core.dialect.translation;

/** Texts of other dialects, in which {@code ${…}} has no meaning for Sluice, as they must stand in a resource. */
public final class Literal {

    private Literal() {}

    public static String text(String text) {
        return text.replace("${", "$${");
    }

    /** In scripts and arguments the shell owns {@code ${…}}, save for a matrix value. */
    public static String program(String text) {
        return text.replace("${matrix.", "$${matrix.");
    }

    /** At most so many characters, an ellipsis last where it was more. */
    public static String shortened(String text, int longest) {
        int length = text.codePointCount(0, text.length());
        return length <= longest ? text : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
