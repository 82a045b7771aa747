package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import dev.sluice.core.text.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step is, and its fields: of {@code wait}, {@code wait: ~}, {@code wait: {…}} and {@code type: wait} alike. */
record Shape(Kind kind, Mapping fields) {

    enum Kind {
        COMMAND("command", "commands", "script"),
        WAIT("wait", "waiter"),
        BLOCK("block", "manual"),
        INPUT("input"),
        TRIGGER("trigger"),
        GROUP("group");

        private final List<String> words;

        Kind(String... words) {
            this.words = List.of(words);
        }

        List<String> words() {
            return words;
        }

        static Optional<Kind> of(String word) {
            for (Kind kind : values()) {
                if (kind.words.contains(word)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    private static final List<String> WORDS = List.of("wait", "waiter", "block", "input");

    /** Absent, with a problem, where it is no step. */
    static Optional<Shape> of(Source step, Path path, Notebook book) {
        if (step instanceof Mapping mapping) {
            return Optional.of(of(mapping));
        }
        Optional<String> word = step instanceof Scalar ? Plain.text(step) : Optional.empty();
        if (word.filter(WORDS::contains).isPresent()) {
            return Kind.of(word.get()).map(kind -> new Shape(kind, new Mapping(Map.of(), step.position())));
        }
        book.problem(
                path,
                word.filter(text -> !text.isEmpty())
                        .map(text -> "\"" + text.replaceAll("\\p{Cntrl}", "?") + "\" is no step by itself; "
                                + "these are: wait, block, input, and a command is written - command: …"
                                + Nearest.hint(text, WORDS))
                        .orElse("is " + step.describe() + ", not a step"));
        return Optional.empty();
    }

    private static Shape of(Mapping mapping) {
        for (Kind kind : List.of(Kind.GROUP, Kind.WAIT, Kind.BLOCK, Kind.INPUT, Kind.TRIGGER, Kind.COMMAND)) {
            for (String word : kind.words()) {
                if (mapping.fields().containsKey(word)) {
                    return new Shape(kind, flattened(mapping, word));
                }
            }
        }
        Kind kind = mapping.get("type").flatMap(Plain::text).flatMap(Kind::of).orElse(Kind.COMMAND);
        return new Shape(kind, mapping);
    }

    /** {@code wait: {key: a}} as {@code {wait: ~, key: a}}. */
    private static Mapping flattened(Mapping mapping, String word) {
        if (!(mapping.get(word).orElse(null) instanceof Mapping nested)) {
            return mapping;
        }
        Map<String, Field> fields = new LinkedHashMap<>(mapping.fields());
        fields.remove(word);
        nested.fields().forEach(fields::putIfAbsent);
        return new Mapping(fields, mapping.position());
    }
}
