package dev.sluice.core.text;

import java.util.Locale;

/** The environment variable in which a job finds what a step before it wrote. */
public final class OutputVariable {

    private OutputVariable() {}

    public static String of(String step, String key) {
        return "SLUICE_OUTPUTS_" + name(step) + "_" + name(key);
    }

    /** A text as a part of a variable's name. */
    public static String name(String text) {
        StringBuilder name = new StringBuilder(text.toUpperCase(Locale.ROOT));
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits = c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!fits) {
                name.setCharAt(i, '_');
            }
        }
        return name.toString();
    }
}
