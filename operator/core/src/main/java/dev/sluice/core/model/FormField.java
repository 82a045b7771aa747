package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One thing a person fills in.
 *
 * @param format what the whole answer must match, for a text
 * @param options what there is to choose from; empty: a text
 * @param multiple more than one option may be chosen
 */
public record FormField(
        String key,
        String label,
        String hint,
        boolean required,
        Optional<String> defaultValue,
        Optional<Pattern> format,
        List<Option> options,
        boolean multiple) {

    public FormField {
        options = List.copyOf(options);
    }

    public record Option(String label, String value) {}
}
