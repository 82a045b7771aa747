package dev.sluice.core.dialect;

import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person wrote, as a tree of values that know their place. A YAML file and a custom resource become the same tree, so one reader
 * and one validation serve both. A tree is finite, acyclic and bounded: whoever walks it needs no guard.
 */
public sealed interface Source {

    /** A larger file is refused before it is read. The API server takes half of this. */
    int MOST_BYTES = 3 * 1024 * 1024;

    /** Where it begins; absent where there was no text. */
    Optional<Position> position();

    /** In the words of messages: {@code a string}, {@code a list}. */
    String describe();

    /**
     * @param text the value: of a number in decimal, of a boolean {@code true} or {@code false}, of null empty
     * @param written as it stands in the text, e.g. {@code yes} for a boolean
     */
    record Scalar(Type type, String text, String written, Optional<Position> position) implements Source {

        public enum Type {
            STRING("a string"),
            INTEGER("a number"),
            FLOAT("a number"),
            BOOLEAN("a boolean"),
            NULL("nothing");

            private final String description;

            Type(String description) {
                this.description = description;
            }
        }

        @Override
        public String describe() {
            return type.description;
        }
    }

    record Sequence(List<Source> items, Optional<Position> position) implements Source {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String describe() {
            return "a list";
        }
    }

    /** Fields in the order written. */
    record Mapping(Map<String, Field> fields, Optional<Position> position) implements Source {
        public Mapping {
            fields = Ordered.copyOf(fields);
        }

        @Override
        public String describe() {
            return "a mapping";
        }

        /** The value of a field; absent also where it was written as null, as the API server has it. */
        public Optional<Source> get(String name) {
            return Optional.ofNullable(fields.get(name)).map(Field::value).filter(v -> !isNull(v));
        }
    }

    /** A value, and where its key stands. */
    record Field(Optional<Position> position, Source value) {}

    /** As JSON, on one line, fields in the order written. */
    default String json() {
        return Json.write(this, Integer.MAX_VALUE).orElseThrow();
    }

    static boolean isNull(Source source) {
        return source instanceof Scalar scalar && scalar.type() == Scalar.Type.NULL;
    }

    /** The documents of a YAML text, empty ones left out. YAML is that of kubectl (1.1), and JSON is YAML. */
    static List<Source> parse(String text) throws SourceException {
        return YamlDocuments.parse(text);
    }

    /** As {@link #parse(String)}, of a file in UTF-8. */
    static List<Source> parse(byte[] file) throws SourceException {
        return YamlDocuments.parse(file);
    }

    /** A JSON text in UTF-8: what YAML would not take of it is taken, and what is wrong is said in JSON's words. */
    static Source parseJson(byte[] file) throws SourceException {
        return JsonDocument.parse(YamlDocuments.text(file));
    }

    /** A tree of maps with string keys, lists, strings, numbers, booleans and null, as Jackson makes of a resource. */
    static Source of(Object plain) {
        return PlainValues.toSource(plain, 0);
    }

    /** The place of a path such as {@code spec.steps[2].image}; of a field that is not there, the place of the nearest one around it. */
    default Optional<Position> locate(String path) {
        Source current = this;
        Optional<Position> found = position();
        for (Object segment : Path.segments(path)) {
            if (segment instanceof String key && current instanceof Mapping mapping) {
                Field field = mapping.fields().get(key);
                if (field == null) {
                    return found;
                }
                current = field.value();
                found = field.position().or(field.value()::position);
            } else if (segment instanceof Integer index
                    && current instanceof Sequence sequence
                    && index < sequence.items().size()) {
                current = sequence.items().get(index);
                found = current.position();
            } else {
                return found;
            }
        }
        return found;
    }
}
