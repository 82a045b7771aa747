package dev.sluice.core.dialect;

import dev.sluice.core.model.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What reading something gave: a value, or all that is wrong with it; never both. */
public sealed interface Reading<T> {

    record Accepted<T>(T get) implements Reading<T> {}

    record Refused<T>(List<Problem> problems) implements Reading<T> {
        public Refused {
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("refused without a reason");
            }
            problems = List.copyOf(problems);
        }
    }

    static <T> Reading<T> accepted(T value) {
        return new Accepted<>(value);
    }

    static <T> Reading<T> refused(List<Problem> problems) {
        return new Refused<>(problems);
    }

    default Optional<T> value() {
        return this instanceof Accepted<T> accepted ? Optional.of(accepted.get()) : Optional.empty();
    }

    /** Empty where there is a value. */
    default List<Problem> problems() {
        return List.of();
    }

    default <R> Reading<R> then(Function<T, Reading<R>> next) {
        return this instanceof Accepted<T> accepted ? next.apply(accepted.get()) : refused(problems());
    }
}
