package dev.sluice.kubernetes.ask;

import java.util.regex.Pattern;

/** What an object of a cluster can be called; anything else would be asked for at another place of the API. */
final class ObjectName {

    private static final int LONGEST = 253;
    private static final Pattern PATTERN = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");

    private ObjectName() {}

    static boolean isOne(String text) {
        return text.length() <= LONGEST && PATTERN.matcher(text).matches() && !text.contains("..");
    }
}
