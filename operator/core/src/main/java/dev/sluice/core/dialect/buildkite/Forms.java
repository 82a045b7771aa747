package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code prompt} and {@code fields} of a block or input step. */
final class Forms {

    private static final int LONGEST_PROMPT = 1024;
    private static final int LONGEST_LABEL = 256;
    private static final int LONGEST_HINT = 1024;

    private Forms() {}

    static Source of(Given step, String name) {
        Draft form = Draft.from(step.mapping());
        step.text("prompt")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> form.put(
                        "prompt",
                        Draft.text(Literal.text(Literal.shortened(text, LONGEST_PROMPT)), step.position("prompt"))));
        step.take("fields").ifPresent(value -> {
            List<Source> fields = new ArrayList<>();
            List<Source> items = Plain.oneOrMany(value);
            for (int i = 0; i < items.size(); i++) {
                Given.of(items.get(i), step.path("fields").index(i), step.book())
                        .ifPresent(given -> fields.add(field(given, name)));
            }
            if (!fields.isEmpty()) {
                form.put("fields", Draft.list(fields, value.position()));
            }
        });
        return form.done();
    }

    private static Source field(Given given, String name) {
        Draft field = Draft.from(given.mapping());
        given.text("key").ifPresent(key -> {
            String fitting = fitting(key);
            field.put("key", Draft.text(fitting, given.position("key")));
            if (!fitting.equals(key)) {
                given.book().note(given.path("key"), name, "field " + key, "is the output " + fitting + " here");
            }
        });
        boolean select = given.mentions("select");
        Optional<String> label = given.text(select ? "select" : "text");
        label.filter(text -> !text.isEmpty())
                .ifPresent(text -> field.putText("label", Literal.shortened(text, LONGEST_LABEL)));
        given.text("hint")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> field.putText("hint", Literal.shortened(text, LONGEST_HINT)));
        given.flag("required").ifPresent(flag -> field.put("required", Draft.flag(flag, given.position("required"))));
        given.text("format").ifPresent(text -> field.put("format", Draft.text(text, given.position("format"))));
        given.flag("multiple").ifPresent(flag -> field.put("multiple", Draft.flag(flag, given.position("multiple"))));
        if (select) {
            field.putText("type", "Select");
            given.take("options").ifPresent(value -> field.put("options", options(value, given)));
        }
        chosen(given, name, field);
        given.end();
        return field.done();
    }

    private static void chosen(Given given, String name, Draft field) {
        given.take("default").ifPresent(value -> {
            List<String> texts = Plain.texts(value, given.path("default"), given.book());
            if (texts.size() > 1) {
                given.book().note(given.path("default"), name, "default", "is one choice here: " + texts.get(0));
            }
            texts.stream().findFirst().ifPresent(text -> field.put("default", Draft.text(text, value.position())));
        });
    }

    private static Source options(Source value, Given owner) {
        List<Source> options = new ArrayList<>();
        List<Source> items = Plain.oneOrMany(value);
        for (int i = 0; i < items.size(); i++) {
            Path at = owner.path("options").index(i);
            if (items.get(i) instanceof Source.Mapping mapping) {
                options.add(option(new Given(mapping, at, owner.book())));
            } else {
                Plain.text(items.get(i), at, owner.book())
                        .ifPresent(text -> options.add(new Draft(value.position())
                                .putText("value", text)
                                .done()));
            }
        }
        return Draft.list(options, value.position());
    }

    private static Source option(Given given) {
        Draft option = Draft.from(given.mapping());
        given.text("value").ifPresent(text -> option.putText("value", text));
        given.text("label")
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> option.putText("label", Literal.shortened(text, LONGEST_LABEL)));
        given.take("hint");
        given.take("required");
        given.end();
        return option.done();
    }

    /** An output's name: letters, digits and {@code _}. */
    private static String fitting(String key) {
        String plain = key.replaceAll("[^A-Za-z0-9_]", "_");
        return plain.isEmpty() || Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }
}
