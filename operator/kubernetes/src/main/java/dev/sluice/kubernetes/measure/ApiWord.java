package dev.sluice.kubernetes.measure;

import java.util.Locale;

/** A constant of the API as people write it: {@code SoftFailed}. */
final class ApiWord {

    private ApiWord() {}

    static String of(Enum<?> constant) {
        StringBuilder word = new StringBuilder();
        for (String part : constant.name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
