package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Replaces variables in a whole file, as {@code buildkite-agent pipeline upload} does: first in its environment, whose values are known below. */
final class Interpolation {

    private static final long MOST = 4L * Expansion.LONGEST;

    private final Map<String, String> known;
    private final Notebook book;
    private final Map<Source, Source> done = new IdentityHashMap<>();
    private final Map<String, Path> unknown = new TreeMap<>();
    private long made;

    Interpolation(Map<String, String> environment, Notebook book) {
        this.known = new LinkedHashMap<>(environment);
        this.book = book;
    }

    Mapping of(Mapping file) {
        Map<String, Field> fields = new LinkedHashMap<>(file.fields());
        if (file.get("env").orElse(null) instanceof Mapping environment) {
            fields.put("env", field(file.fields().get("env"), environment(environment)));
        }
        file.fields().forEach((name, field) -> {
            if (!name.equals("env")) {
                fields.put(name, field(field, source(field.value(), Path.ROOT.field(name))));
            }
        });
        unknown.forEach((name, path) -> book.note(
                path,
                "",
                "$" + name,
                "is not set where the file is read, so it is empty; $$" + name + " is left for the job"));
        return new Mapping(fields, file.position());
    }

    private Mapping environment(Mapping environment) {
        Map<String, Field> fields = new LinkedHashMap<>();
        environment.fields().forEach((name, field) -> {
            Path at = Path.of("env").field(name);
            Source value = source(field.value(), at);
            String key = expanded(name, at);
            fields.put(key, field(field, value));
            Plain.text(value).ifPresent(text -> known.put(key, text));
        });
        return new Mapping(fields, environment.position());
    }

    /** What several aliases name is replaced once and shared, so memory stays in proportion to the text. */
    private Source source(Source source, Path at) {
        Source known = done.get(source);
        if (known != null) {
            return known;
        }
        Source made = made(source, at);
        done.put(source, made);
        return made;
    }

    private Source made(Source source, Path at) {
        if (source instanceof Mapping mapping) {
            Map<String, Field> fields = new LinkedHashMap<>();
            mapping.fields()
                    .forEach((name, field) -> fields.put(
                            expanded(name, at.field(name)), field(field, source(field.value(), at.field(name)))));
            return new Mapping(fields, mapping.position());
        }
        if (source instanceof Sequence sequence) {
            List<Source> items = new ArrayList<>();
            for (int i = 0; i < sequence.items().size(); i++) {
                items.add(source(sequence.items().get(i), at.index(i)));
            }
            return new Sequence(items, sequence.position());
        }
        Scalar scalar = (Scalar) source;
        if (scalar.type() != Scalar.Type.STRING) {
            return scalar;
        }
        String text = expanded(scalar.text(), at);
        return text.equals(scalar.text()) ? scalar : new Scalar(Scalar.Type.STRING, text, text, scalar.position());
    }

    private String expanded(String text, Path at) {
        TreeSet<String> missing = new TreeSet<>();
        if (made < 0) {
            return text;
        }
        try {
            String expanded = Expansion.of(text, known, missing);
            made += Math.max(0, expanded.length() - text.length());
            if (made > MOST) {
                made = Long.MIN_VALUE; // said once, and nothing more is replaced
                book.problem(at, "is where the file grows past 4 MB by its variables");
                return text;
            }
            missing.forEach(name -> unknown.putIfAbsent(name, at));
            return expanded;
        } catch (Expansion.Fault e) {
            book.problem(at, e.getMessage());
            return text;
        }
    }

    private static Field field(Field written, Source value) {
        return new Field(written.position(), value);
    }
}
