package dev.sluice.core.dialect.recognition;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.model.Problem;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/** All text that a walk over a tree meets, that of aliases each time: what is made of a file is bounded by it. */
final class Weight {

    private static final long MOST = 4L * 1024 * 1024;

    private final Map<Source, Long> known = new IdentityHashMap<>();

    private Weight() {}

    static Optional<Problem> fault(Source file) {
        return new Weight().of(file) <= MOST
                ? Optional.empty()
                : Optional.of(Problem.invalid("", "holds more than 4 MB of text, that of aliases counted each time"));
    }

    private long of(Source source) {
        if (source instanceof Scalar scalar) {
            return scalar.text().length();
        }
        Long counted = known.get(source);
        if (counted != null) {
            return counted;
        }
        long weight = 0;
        if (source instanceof Mapping mapping) {
            for (Map.Entry<String, Source.Field> field : mapping.fields().entrySet()) {
                weight += field.getKey().length() + of(field.getValue().value());
            }
        } else {
            for (Source item : ((Sequence) source).items()) {
                weight += of(item);
            }
        }
        known.put(source, weight);
        return weight;
    }
}
