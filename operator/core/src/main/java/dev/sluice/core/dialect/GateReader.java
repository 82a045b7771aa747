package dev.sluice.core.dialect;

import dev.sluice.core.model.EnvironmentNames;
import dev.sluice.core.model.FormField;
import dev.sluice.core.model.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a person is asked at a block or input step. */
final class GateReader {

    private static final int MOST_FIELDS = 32;
    private static final int MOST_OPTIONS = 100;
    private static final TextRule PROMPT = TextRule.filled(1024);
    private static final TextRule LABEL = TextRule.filled(256);
    private static final TextRule HINT = TextRule.filled(1024);
    private static final TextRule FORMAT = TextRule.filled(256);
    private static final TextRule VALUE = TextRule.upTo(4096);
    private static final TextRule KEY = TextRule.shaped(
            253, EnvironmentNames.PATTERN, "is no key: letters, digits and _, not beginning with a digit");

    /** @param prompt empty where nothing is asked in words */
    record Form(String prompt, List<FormField> fields) {}

    private GateReader() {}

    static Form read(Fields fields) {
        String prompt = fields.text("prompt", PROMPT).orElse("");
        Set<String> keys = new HashSet<>();
        List<FormField> read = fields.items("fields", 0, MOST_FIELDS, (item, at) -> field(item, at, fields, keys))
                .orElse(List.of());
        fields.end();
        return new Form(prompt, read);
    }

    private static Optional<FormField> field(Source item, Path at, Fields owner, Set<String> keys) {
        return Fields.of(item, at, owner.problems()).flatMap(fields -> {
            Optional<String> key = fields.demandText("key", KEY);
            key.filter(k -> !keys.add(k)).ifPresent(k -> fields.problem("key", Shown.quoted(k) + " is there twice"));
            boolean select = fields.word("type", List.of("Text", "Select"))
                    .filter("Select"::equals)
                    .isPresent();
            Optional<Pattern> format = format(fields);
            List<FormField.Option> options = fields.items(
                            "options", 1, MOST_OPTIONS, (option, place) -> option(option, place, fields))
                    .orElse(List.of());
            if (select != fields.has("options")) {
                fields.problem(
                        "options",
                        select ? "is missing: a Select has something to choose from" : "goes with type: Select");
            }
            FormField field = new FormField(
                    key.orElse(""),
                    fields.text("label", LABEL).orElse(""),
                    fields.text("hint", HINT).orElse(""),
                    !fields.has("required") || fields.flag("required"),
                    fields.text("default", VALUE),
                    format,
                    options,
                    fields.flag("multiple"));
            fields.end();
            return key.map(k -> field);
        });
    }

    private static Optional<Pattern> format(Fields fields) {
        return fields.text("format", FORMAT).flatMap(text -> {
            try {
                return Optional.of(Pattern.compile(text));
            } catch (PatternSyntaxException e) {
                fields.problem("format", "is no regular expression: " + e.getDescription());
                return Optional.empty();
            }
        });
    }

    private static Optional<FormField.Option> option(Source item, Path at, Fields owner) {
        return Fields.of(item, at, owner.problems()).flatMap(fields -> {
            Optional<String> value = fields.demandText("value", VALUE);
            Optional<String> label = fields.text("label", LABEL);
            fields.end();
            return value.map(v -> new FormField.Option(label.orElse(v), v));
        });
    }
}
