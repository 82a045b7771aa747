package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Values.ItemReader;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of one mapping, taken one by one. Whatever is wrong becomes a problem and the field counts as absent; what nobody has taken
 * when {@link #end()} is called is unknown.
 */
final class Fields {

    private final Mapping mapping;
    private final Path path;
    private final Values values;
    private final Set<String> taken = new LinkedHashSet<>();

    private Fields(Mapping mapping, Path path, List<Problem> problems) {
        this.mapping = mapping;
        this.path = path;
        this.values = new Values(problems);
    }

    static Optional<Fields> of(Source source, Path path, List<Problem> problems) {
        if (source instanceof Mapping mapping) {
            return Optional.of(new Fields(mapping, path, problems));
        }
        problems.add(Problem.invalid(path.text(), "is " + source.describe() + ", not a mapping of fields to values"));
        return Optional.empty();
    }

    Path path() {
        return path;
    }

    Path path(String name) {
        return path.field(name);
    }

    List<Problem> problems() {
        return values.problems();
    }

    /** To read values that are no fields of their own, with problems that go where those of the fields go. */
    Values values() {
        return values;
    }

    void problem(String name, String message) {
        values.problem(path(name), message);
    }

    /** Whether a field is there, without taking it. */
    boolean has(String name) {
        return mapping.get(name).isPresent();
    }

    /** Whether a field is written, be it as null. */
    boolean mentions(String name) {
        return mapping.fields().containsKey(name);
    }

    /** Known fields that something else is said about. */
    void takeQuietly(String... names) {
        taken.addAll(List.of(names));
    }

    Optional<Source> take(String name) {
        taken.add(name);
        return mapping.get(name);
    }

    Source demand(String name) {
        Optional<Source> value = take(name);
        if (value.isEmpty()) {
            problem(name, "is missing");
        }
        return value.orElse(null);
    }

    Optional<String> text(String name, TextRule rule) {
        return take(name).flatMap(value -> values.text(value, path(name), rule));
    }

    Optional<String> demandText(String name, TextRule rule) {
        return Optional.ofNullable(demand(name)).flatMap(value -> values.text(value, path(name), rule));
    }

    OptionalInt integer(String name, int least, int most) {
        return take(name)
                .map(value -> values.integer(value, path(name), least, most))
                .orElse(OptionalInt.empty());
    }

    boolean flag(String name) {
        return take(name).map(value -> values.flag(value, path(name))).orElse(false);
    }

    Optional<Duration> duration(String name) {
        return take(name).flatMap(value -> values.duration(value, path(name)));
    }

    /** One of a few words. */
    Optional<String> word(String name, List<String> words) {
        return take(name).flatMap(value -> values.word(value, path(name), words));
    }

    /** A list of some of a few words, each once. */
    Optional<List<String>> distinctWords(String name, List<String> words) {
        return distinct(name, 1, words.size(), (item, at) -> values.word(item, at, words));
    }

    /** A list of strings. What is wrong with one of them leaves out that one. */
    Optional<List<String>> texts(String name, int fewest, int most, TextRule rule) {
        return items(name, fewest, most, (item, at) -> values.text(item, at, rule));
    }

    /** As {@link #texts}, and no string twice. */
    Optional<List<String>> distinctTexts(String name, int fewest, int most, TextRule rule) {
        return distinct(name, fewest, most, (item, at) -> values.text(item, at, rule));
    }

    Optional<List<Integer>> distinctIntegers(String name, int fewest, int most, int least, int greatest) {
        return distinct(name, fewest, most, (item, at) -> values.integer(item, at, least, greatest).stream()
                .boxed()
                .findFirst());
    }

    private <T> Optional<List<T>> distinct(String name, int fewest, int most, ItemReader<T> reader) {
        return take(name).flatMap(value -> values.distinct(value, path(name), fewest, most, reader));
    }

    /** The items of a list, each read on its own. A list that is too long is not read past its bound. */
    <T> Optional<List<T>> items(String name, int fewest, int most, ItemReader<T> reader) {
        return take(name).flatMap(value -> values.items(value, path(name), fewest, most, reader));
    }

    /** Strings by name. {@code fault}: what is wrong with a name, which it quotes. */
    Map<String, String> textMap(String name, int most, TextRule rule, Function<String, Optional<String>> fault) {
        return entries(name, 0, most, fault, (value, at) -> values.text(value, at, rule));
    }

    /** Values by name, in the order written. An entry with a fault is left out. */
    <T> Map<String, T> entries(
            String name, int fewest, int most, Function<String, Optional<String>> fault, ItemReader<T> reader) {
        Map<String, T> entries = new LinkedHashMap<>();
        Optional<Fields> fields = mapping(name);
        if (fields.isEmpty()) {
            return entries;
        }
        Map<String, Source.Field> all = fields.get().mapping.fields();
        if (all.size() < fewest) {
            problem(name, "is empty");
        }
        if (all.size() > most) {
            problem(name, "has %,d entries; at most %,d".formatted(all.size(), most));
        }
        all.entrySet().stream().limit(most).forEach(entry -> {
            Path at = path(name).field(entry.getKey());
            Optional<String> wrong = fault.apply(entry.getKey());
            wrong.ifPresent(message -> values.problem(at, message));
            Optional<T> value = reader.read(entry.getValue().value(), at);
            if (wrong.isEmpty()) {
                value.ifPresent(v -> entries.put(entry.getKey(), v));
            }
        });
        return entries;
    }

    Optional<Fields> mapping(String name) {
        return take(name).flatMap(value -> of(value, path(name), problems()));
    }

    /** To be called last: fields that nobody took are not known. */
    void end() {
        for (String name : mapping.fields().keySet()) {
            if (!taken.contains(name)) {
                problem(name, "unknown field" + Nearest.hint(name, taken));
            }
        }
    }
}
