package dev.sluice.core.dialect.translation;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Scalar.Type;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Values of dialects that are not strict about types: {@code 1.20} is a text where a text is meant, {@code "true"} a flag. */
public final class Plain {

    private Plain() {}

    /** YAML 1.2 has no other booleans than these, and most dialects are read by it. */
    public static Optional<String> text(Source value) {
        if (!(value instanceof Scalar scalar)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (scalar.type()) {
                    case STRING, INTEGER -> scalar.text();
                    case FLOAT -> scalar.written();
                    case NULL -> "";
                    case BOOLEAN -> scalar.written().matches("(?i)true|false") ? scalar.text() : scalar.written();
                });
    }

    public static Optional<String> text(Source value, Path at, Notebook book) {
        Optional<String> text = text(value);
        if (text.isEmpty()) {
            book.problem(at, "is " + value.describe() + ", not a text");
        }
        return text;
    }

    public static Optional<Boolean> flag(Source value) {
        return text(value).flatMap(text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    public static OptionalLong number(Source value) {
        return text(value)
                .filter(text -> value instanceof Scalar scalar && scalar.type() != Type.BOOLEAN)
                .map(String::strip)
                .filter(text -> text.matches("-?[0-9]{1,15}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /** A text, or a list of texts. */
    public static List<Source> oneOrMany(Source value) {
        return value instanceof Sequence sequence ? sequence.items() : List.of(value);
    }

    public static List<String> texts(Source value, Path at, Notebook book) {
        List<String> texts = new ArrayList<>();
        if (value instanceof Sequence sequence) {
            for (int i = 0; i < sequence.items().size(); i++) {
                text(sequence.items().get(i), at.index(i), book).ifPresent(texts::add);
            }
        } else {
            text(value, at, book).ifPresent(texts::add);
        }
        return texts;
    }
}
