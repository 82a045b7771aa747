package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Java's own values as a tree. They come from a program, so a value of another kind is that program's bug. */
final class PlainValues {

    /** Far deeper than the API server lets a resource be written. */
    private static final int DEEPEST = 500;

    private PlainValues() {}

    static Source toSource(Object plain, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("values nested deeper than " + DEEPEST);
        }
        if (plain instanceof Map<?, ?> map) {
            Map<String, Source.Field> fields = new LinkedHashMap<>();
            map.forEach((key, value) ->
                    fields.put(String.valueOf(key), new Source.Field(Optional.empty(), toSource(value, depth + 1))));
            return new Source.Mapping(fields, Optional.empty());
        }
        if (plain instanceof Iterable<?> list) {
            List<Source> items = new ArrayList<>();
            list.forEach(item -> items.add(toSource(item, depth + 1)));
            return new Source.Sequence(items, Optional.empty());
        }
        return scalar(plain);
    }

    private static Source scalar(Object plain) {
        if (plain == null) {
            return scalar(Scalar.Type.NULL, "");
        }
        if (plain instanceof String text) {
            return scalar(Scalar.Type.STRING, text);
        }
        if (plain instanceof Boolean) {
            return scalar(Scalar.Type.BOOLEAN, plain.toString());
        }
        if (plain instanceof Integer
                || plain instanceof Long
                || plain instanceof BigInteger
                || plain instanceof Short) {
            return scalar(Scalar.Type.INTEGER, plain.toString());
        }
        if (plain instanceof Double || plain instanceof Float || plain instanceof BigDecimal) {
            return YamlScalars.fraction(((Number) plain).doubleValue(), plain.toString(), Optional.empty());
        }
        throw new IllegalArgumentException("no plain value: " + plain.getClass().getName());
    }

    private static Source scalar(Scalar.Type type, String text) {
        return new Scalar(type, text, text, Optional.empty());
    }
}
