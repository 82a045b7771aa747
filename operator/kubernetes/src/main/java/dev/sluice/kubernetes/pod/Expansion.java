package dev.sluice.kubernetes.pod;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes replaces {@code $(NAME)} in a container's command, arguments and environment values, and makes {@code $$} one dollar. What a
 * person wrote is to arrive as written.
 */
final class Expansion {

    private static final Pattern TOUCHED = Pattern.compile("\\$+\\(|\\${2,}");

    private Expansion() {}

    /** Text that Kubernetes turns back into {@code text}. Lone dollars stay as they are, for people who read the Pod. */
    static String literal(String text) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return TOUCHED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(doubled(found.group())));
    }

    /** The value of an environment variable defined before. */
    static String valueOf(String variable) {
        return "$(" + variable + ")";
    }

    private static String doubled(String found) {
        return found.replace("$", "$$");
    }
}
