package dev.sluice.core.dialect.translation;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.model.Path;
import dev.sluice.core.text.Nearest;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The fields of one mapping of a file that is translated, taken one by one. */
public final class Given {

    private final Mapping mapping;
    private final Path path;
    private final Notebook book;
    private final Set<String> taken = new LinkedHashSet<>();

    public Given(Mapping mapping, Path path, Notebook book) {
        this.mapping = mapping;
        this.path = path;
        this.book = book;
    }

    /** Absent, with a problem, where it is none. */
    public static Optional<Given> of(Source source, Path path, Notebook book) {
        if (source instanceof Mapping mapping) {
            return Optional.of(new Given(mapping, path, book));
        }
        book.problem(path, "is " + source.describe() + ", not a mapping of fields to values");
        return Optional.empty();
    }

    public Mapping mapping() {
        return mapping;
    }

    public Path path() {
        return path;
    }

    public Path path(String name) {
        return path.field(name);
    }

    public Notebook book() {
        return book;
    }

    /** Whether a field is written, be it as null. */
    public boolean mentions(String name) {
        return mapping.fields().containsKey(name);
    }

    public Optional<Position> position(String name) {
        return Optional.ofNullable(mapping.fields().get(name)).flatMap(Source.Field::position);
    }

    /** What is written under the name and is not null. */
    public Optional<Source> take(String name) {
        taken.add(name);
        return mapping.get(name);
    }

    /** As {@link #take(String)}, without taking it. */
    public Optional<Source> peek(String name) {
        return mapping.get(name);
    }

    public Optional<String> text(String name) {
        return take(name).flatMap(value -> Plain.text(value, path(name), book));
    }

    public Optional<Boolean> flag(String name) {
        return take(name).flatMap(value -> {
            Optional<Boolean> flag = Plain.flag(value);
            if (flag.isEmpty()) {
                problem(name, "is " + value.describe() + ", not true or false");
            }
            return flag;
        });
    }

    public OptionalLong number(String name) {
        Optional<Source> value = take(name);
        OptionalLong number = value.map(Plain::number).orElse(OptionalLong.empty());
        if (value.isPresent() && number.isEmpty()) {
            problem(name, "is " + value.get().describe() + ", not a whole number");
        }
        return number;
    }

    public void problem(String name, String message) {
        book.problem(path(name), message);
    }

    /** What nobody took, in the order written. */
    public Collection<String> rest() {
        return mapping.fields().keySet().stream()
                .filter(name -> !taken.contains(name))
                .toList();
    }

    /** What was taken, or asked for, and is named almost like that: a slip of the pen. */
    public Optional<String> slip(String name) {
        return Nearest.to(name, taken).filter(near -> Math.abs(near.length() - name.length()) <= 1);
    }

    /** To be called last: what nobody took is unknown. */
    public void end() {
        rest().forEach(name -> book.problem(path(name), () -> "unknown field" + Nearest.hint(name, taken)));
    }
}
