package dev.sluice.core.dialect.translation;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Scalar.Type;
import dev.sluice.core.dialect.Source.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mapping of a resource in the making. Each of its values has the place of what it was made from. */
public final class Draft {

    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Optional<Position> position;

    public Draft(Optional<Position> position) {
        this.position = position;
    }

    public static Draft from(Source source) {
        return new Draft(source.position());
    }

    public static Scalar text(String text, Optional<Position> position) {
        return new Scalar(Type.STRING, text, text, position);
    }

    public static Scalar number(long number, Optional<Position> position) {
        return new Scalar(Type.INTEGER, Long.toString(number), Long.toString(number), position);
    }

    public static Scalar flag(boolean flag, Optional<Position> position) {
        return new Scalar(Type.BOOLEAN, Boolean.toString(flag), Boolean.toString(flag), position);
    }

    public static Sequence list(List<? extends Source> items, Optional<Position> position) {
        return new Sequence(List.copyOf(items), position);
    }

    public static Sequence texts(List<String> texts, Optional<Position> position) {
        return list(texts.stream().map(text -> text(text, position)).toList(), position);
    }

    public Draft put(String name, Source value) {
        fields.put(name, new Field(value.position().or(() -> position), value));
        return this;
    }

    public Draft putText(String name, String text) {
        return put(name, text(text, position));
    }

    public boolean has(String name) {
        return fields.containsKey(name);
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    public Optional<Position> position() {
        return position;
    }

    public Mapping done() {
        return new Mapping(fields, position);
    }
}
