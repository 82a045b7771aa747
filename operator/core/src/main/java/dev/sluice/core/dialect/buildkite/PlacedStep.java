package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.List;
import java.util.Optional;

/**
 * A step with its place in the file.
 *
 * @param inside steps of a group
 */
record PlacedStep(Shape shape, Path path, List<PlacedStep> inside) {

    private static final List<String> KEYS = List.of("key", "identifier", "id");
    private static final int LONGEST_COMMAND = 32;

    Optional<String> key() {
        return KEYS.stream().flatMap(field -> text(field).stream()).findFirst();
    }

    /** What people call it; empty where they don't. */
    String label() {
        List<String> fields =
                switch (shape.kind()) {
                    case BLOCK -> List.of("block", "manual", "label", "name");
                    case INPUT -> List.of("input", "label", "name");
                    case WAIT -> List.of("wait", "waiter", "label", "name");
                    case GROUP -> List.of("group", "label", "name");
                    case TRIGGER, COMMAND -> List.of("label", "name");
                };
        return fields.stream()
                .flatMap(field -> text(field).stream())
                .findFirst()
                .orElse("");
    }

    /** What its name is made from where it has no key. */
    String called() {
        if (!label().isEmpty()) {
            return label();
        }
        return switch (shape.kind()) {
            case TRIGGER -> text("trigger").orElse("trigger");
            case COMMAND -> command();
            case WAIT, BLOCK, INPUT, GROUP -> shape.kind().words().get(0);
        };
    }

    private String command() {
        String first = Shape.Kind.COMMAND.words().stream()
                .flatMap(field -> shape.fields().get(field).stream())
                .flatMap(value -> Plain.oneOrMany(value).stream())
                .flatMap(value -> Plain.text(value).stream())
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("");
        return first.length() <= LONGEST_COMMAND ? first : first.substring(0, LONGEST_COMMAND);
    }

    private Optional<String> text(String field) {
        Optional<Source> value = shape.fields().get(field).filter(Source.Scalar.class::isInstance);
        return value.flatMap(Plain::text).filter(text -> !text.isBlank());
    }
}
