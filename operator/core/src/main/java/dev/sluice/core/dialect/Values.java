package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Scalar.Type;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads values as what they are to be. One that is something else is a problem at its place, and absent. */
record Values(List<Problem> problems) {

    private static final int LONGEST_WORD = 256;

    interface ItemReader<T> {
        Optional<T> read(Source item, Path at);
    }

    void problem(Path at, String message) {
        problems.add(Problem.invalid(at.text(), message));
    }

    Optional<String> text(Source value, Path at, TextRule rule) {
        if (!(value instanceof Scalar scalar) || scalar.type() != Type.STRING) {
            problem(at, notText(value));
            return Optional.empty();
        }
        return checked(scalar, at, rule);
    }

    private Optional<String> checked(Scalar scalar, Path at, TextRule rule) {
        Optional<String> fault = rule.fault(scalar.text());
        fault.ifPresent(message -> problem(at, message));
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

    OptionalInt integer(Source value, Path at, int least, int most) {
        if (!(value instanceof Scalar scalar) || scalar.type() != Type.INTEGER) {
            String fraction = value instanceof Scalar s && s.type() == Type.FLOAT ? "a fraction" : value.describe();
            problem(at, "is " + fraction + ", not a whole number");
            return OptionalInt.empty();
        }
        if (scalar.text().length() <= 10) {
            long number = Long.parseLong(scalar.text());
            if (number >= least && number <= most) {
                return OptionalInt.of((int) number);
            }
        }
        problem(at, "is %s; from %,d to %,d".formatted(Shown.briefly(scalar.text()), least, most));
        return OptionalInt.empty();
    }

    boolean flag(Source value, Path at) {
        if (!(value instanceof Scalar scalar) || scalar.type() != Type.BOOLEAN) {
            problem(at, "is " + value.describe() + ", not true or false");
        }
        return value instanceof Scalar scalar && scalar.text().equals("true");
    }

    Optional<Duration> duration(Source value, Path at) {
        return text(value, at, TextRule.upTo(Durations.LONGEST_TEXT)).flatMap(text -> {
            Optional<Duration> duration = Durations.parse(text);
            if (duration.isEmpty()) {
                problem(at, "\"" + Shown.briefly(text) + "\" " + Durations.SHAPE);
            }
            return duration;
        });
    }

    /** One of a few words. */
    Optional<String> word(Source value, Path at, List<String> words) {
        Optional<String> text = text(value, at, TextRule.upTo(LONGEST_WORD));
        if (text.isPresent() && !words.contains(text.get())) {
            problem(
                    at,
                    "\"" + Shown.briefly(text.get()) + "\" is none of " + String.join(", ", words)
                            + Nearest.hint(text.get(), words));
            return Optional.empty();
        }
        return text;
    }

    /** The items of a list, each read on its own. A list that is too long is not read past its bound. */
    <T> Optional<List<T>> items(Source value, Path at, int fewest, int most, ItemReader<T> reader) {
        if (!(value instanceof Sequence sequence)) {
            problem(at, "is " + value.describe() + ", not a list");
            return Optional.empty();
        }
        int size = sequence.items().size();
        if (size < fewest) {
            problem(at, "is empty");
        }
        if (size > most) {
            problem(at, "has %,d entries; at most %,d".formatted(size, most));
        }
        List<T> items = new ArrayList<>();
        for (int i = 0; i < Math.min(size, most); i++) {
            reader.read(sequence.items().get(i), at.index(i)).ifPresent(items::add);
        }
        return Optional.of(items);
    }

    /** As {@link #items}, and none twice. */
    <T> Optional<List<T>> distinct(Source value, Path at, int fewest, int most, ItemReader<T> reader) {
        Optional<List<T>> items = items(value, at, fewest, most, reader);
        if (value instanceof Sequence sequence) {
            refuseRepeated(sequence, at);
        }
        return items;
    }

    private void refuseRepeated(Sequence list, Path at) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < list.items().size(); i++) {
            if (list.items().get(i) instanceof Scalar scalar && !seen.add(scalar.text())) {
                problem(at.index(i), "\"" + Shown.briefly(scalar.text()) + "\" is there twice");
            }
        }
    }
}
