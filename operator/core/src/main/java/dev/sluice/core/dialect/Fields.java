package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Scalar.Type;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final List<Problem> problems;
    private final Set<String> taken = new LinkedHashSet<>();

    private Fields(Mapping mapping, Path path, List<Problem> problems) {
        this.mapping = mapping;
        this.path = path;
        this.problems = problems;
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
        return problems;
    }

    void problem(String name, String message) {
        problems.add(Problem.invalid(path(name).text(), message));
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
        return take(name).flatMap(value -> text(value, path(name), rule));
    }

    Optional<String> demandText(String name, TextRule rule) {
        return Optional.ofNullable(demand(name)).flatMap(value -> text(value, path(name), rule));
    }

    private Optional<String> text(Source value, Path at, TextRule rule) {
        if (!(value instanceof Scalar scalar) || scalar.type() != Type.STRING) {
            problems.add(Problem.invalid(at.text(), notText(value)));
            return Optional.empty();
        }
        return checked(scalar, at, rule);
    }

    private Optional<String> checked(Scalar scalar, Path at, TextRule rule) {
        Optional<String> fault = rule.fault(scalar.text());
        fault.ifPresent(message -> problems.add(Problem.invalid(at.text(), message)));
        return fault.isPresent() ? Optional.empty() : Optional.of(scalar.text());
    }

    private static String notText(Source value) {
        String kind = "is " + value.describe() + ", not a string";
        return value instanceof Scalar scalar && scalar.type() != Type.NULL
                ? kind + "; put it in quotes: \"" + scalar.written() + "\""
                : kind;
    }

    /** As a text; a number counts as one. */
    Optional<String> textOrNumber(Source value, Path at, TextRule rule) {
        boolean number =
                value instanceof Scalar scalar && (scalar.type() == Type.INTEGER || scalar.type() == Type.FLOAT);
        return number ? checked((Scalar) value, at, rule) : text(value, at, rule);
    }

    OptionalInt integer(String name, int least, int most) {
        return take(name).map(value -> integer(value, path(name), least, most)).orElse(OptionalInt.empty());
    }

    private OptionalInt integer(Source value, Path at, int least, int most) {
        if (!(value instanceof Scalar scalar) || scalar.type() != Type.INTEGER) {
            String fraction = value instanceof Scalar s && s.type() == Type.FLOAT ? "a fraction" : value.describe();
            problems.add(Problem.invalid(at.text(), "is " + fraction + ", not a whole number"));
            return OptionalInt.empty();
        }
        if (scalar.text().length() <= 10) {
            long number = Long.parseLong(scalar.text());
            if (number >= least && number <= most) {
                return OptionalInt.of((int) number);
            }
        }
        problems.add(Problem.invalid(
                at.text(), "is %s; from %,d to %,d".formatted(Shown.briefly(scalar.text()), least, most)));
        return OptionalInt.empty();
    }

    boolean flag(String name) {
        Optional<Source> value = take(name);
        if (value.isPresent() && !(value.get() instanceof Scalar s && s.type() == Type.BOOLEAN)) {
            problem(name, "is " + value.get().describe() + ", not true or false");
        }
        return value.filter(v -> v instanceof Scalar s && s.text().equals("true"))
                .isPresent();
    }

    Optional<Duration> duration(String name) {
        return text(name, TextRule.upTo(Durations.LONGEST_TEXT)).flatMap(text -> {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                problem(name, "\"" + Shown.briefly(text) + "\" " + Durations.SHAPE);
            }
            return duration;
        });
    }

    /** One of a few words. */
    Optional<String> word(String name, List<String> words) {
        Optional<String> text = text(name, TextRule.upTo(256));
        if (text.isPresent() && !words.contains(text.get())) {
            problem(name, noneOf(text.get(), words));
            return Optional.empty();
        }
        return text;
    }

    private static String noneOf(String text, List<String> words) {
        return "\"" + Shown.briefly(text) + "\" is none of " + String.join(", ", words) + Nearest.hint(text, words);
    }

    /** A list of some of a few words, each once. */
    Optional<List<String>> distinctWords(String name, List<String> words) {
        Optional<List<String>> read = items(name, 1, words.size(), (item, at) -> text(item, at, TextRule.upTo(256))
                .filter(text -> isOneOf(text, words, at)));
        take(name).ifPresent(list -> refuseRepeated(list, path(name)));
        return read;
    }

    private boolean isOneOf(String text, List<String> words, Path at) {
        boolean known = words.contains(text);
        if (!known) {
            problems.add(Problem.invalid(at.text(), noneOf(text, words)));
        }
        return known;
    }

    /** A list of strings. What is wrong with one of them leaves out that one. */
    Optional<List<String>> texts(String name, int fewest, int most, TextRule rule) {
        return take(name).flatMap(value -> items(value, path(name), fewest, most, (item, at) -> text(item, at, rule)));
    }

    Optional<List<String>> distinctTexts(Source value, Path at, int fewest, int most, TextRule rule) {
        Optional<List<String>> texts = items(value, at, fewest, most, (item, place) -> text(item, place, rule));
        refuseRepeated(value, at);
        return texts;
    }

    /** As {@link #texts}, and no string twice. */
    Optional<List<String>> distinctTexts(String name, int fewest, int most, TextRule rule) {
        return take(name).flatMap(value -> distinctTexts(value, path(name), fewest, most, rule));
    }

    Optional<List<Integer>> distinctIntegers(String name, int fewest, int most, int least, int greatest) {
        Optional<List<Integer>> numbers = take(name)
                .flatMap(value ->
                        items(value, path(name), fewest, most, (item, at) -> integer(item, at, least, greatest).stream()
                                .boxed()
                                .findFirst()));
        take(name).ifPresent(list -> refuseRepeated(list, path(name)));
        return numbers;
    }

    private void refuseRepeated(Source list, Path at) {
        if (!(list instanceof Sequence sequence)) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            if (sequence.items().get(i) instanceof Scalar scalar && !seen.add(scalar.text())) {
                problems.add(
                        Problem.invalid(at.index(i).text(), "\"" + Shown.briefly(scalar.text()) + "\" is there twice"));
            }
        }
    }

    /** The items of a list, each read on its own. A list that is too long is not read past its bound. */
    <T> Optional<List<T>> items(String name, int fewest, int most, ItemReader<T> reader) {
        return take(name).flatMap(value -> items(value, path(name), fewest, most, reader));
    }

    private <T> Optional<List<T>> items(Source value, Path at, int fewest, int most, ItemReader<T> reader) {
        if (!(value instanceof Sequence sequence)) {
            problems.add(Problem.invalid(at.text(), "is " + value.describe() + ", not a list"));
            return Optional.empty();
        }
        int size = sequence.items().size();
        if (size < fewest) {
            problems.add(Problem.invalid(at.text(), "is empty"));
        }
        if (size > most) {
            problems.add(Problem.invalid(at.text(), "has %,d entries; at most %,d".formatted(size, most)));
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < Math.min(size, most); i++) {
            reader.read(sequence.items().get(i), at.index(i)).ifPresent(items::add);
        }
        return Optional.of(items);
    }

    interface ItemReader<T> {
        Optional<T> read(Source item, Path at);
    }

    /** Strings by name. {@code fault}: what is wrong with a name, which it quotes. */
    Map<String, String> textMap(String name, int most, TextRule rule, Function<String, Optional<String>> fault) {
        return entries(name, 0, most, fault, (value, at) -> text(value, at, rule));
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
            wrong.ifPresent(message -> problems.add(Problem.invalid(at.text(), message)));
            Optional<T> value = reader.read(entry.getValue().value(), at);
            if (wrong.isEmpty()) {
                value.ifPresent(v -> entries.put(entry.getKey(), v));
            }
        });
        return entries;
    }

    Optional<Fields> mapping(String name) {
        return take(name).flatMap(value -> of(value, path(name), problems));
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
