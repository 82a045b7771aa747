package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.dialect.translation.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matrix whose values become part of a command and mean something to a shell ({@code --fast --all}). In Buildkite they are put in as they
 * are; Sluice puts no such value into a script, so each combination is written out as a step of its own, as its author could have done.
 */
final class SpreadMatrix {

    private static final int MOST = 50;
    private static final Set<String> TEXTS =
            Set.of("command", "commands", "script", "label", "name", "env", "image", "concurrency_group");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:/@+-]*");
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*matrix(?:\\.([A-Za-z0-9_-]+))?\\s*}}");

    private SpreadMatrix() {}

    /** The step itself where nothing has to be spread. */
    static List<Shape> of(Shape step) {
        Optional<Source> matrix = step.fields().get("matrix");
        if (step.kind() != Shape.Kind.COMMAND || matrix.isEmpty() || !inCommand(step.fields())) {
            return List.of(step);
        }
        Map<String, List<String>> dimensions = dimensions(matrix.get());
        long count = dimensions.values().stream().mapToLong(List::size).reduce(1, (a, b) -> Math.min(a * b, 1 << 20));
        boolean harmless = dimensions.values().stream().allMatch(values -> values.stream()
                .allMatch(v -> HARMLESS.matcher(v).matches()));
        if (harmless || count == 0 || count > MOST || dimensions.isEmpty()) {
            return List.of(step);
        }
        List<Mapping> adjustments = adjustments(matrix.get());
        List<Shape> steps = new ArrayList<>();
        for (Map<String, String> values : combinations(dimensions)) {
            steps.add(new Shape(step.kind(), with(step.fields(), values, adjustments)));
        }
        return steps;
    }

    private static boolean inCommand(Mapping fields) {
        return Shape.Kind.COMMAND.words().stream()
                .flatMap(word -> fields.get(word).stream())
                .flatMap(value -> Plain.oneOrMany(value).stream())
                .flatMap(value -> Plain.text(value).stream())
                .anyMatch(text -> REFERENCE.matcher(text).find());
    }

    private static Map<String, List<String>> dimensions(Source matrix) {
        Source setup = matrix instanceof Mapping mapping ? mapping.get("setup").orElse(matrix) : matrix;
        Map<String, List<String>> dimensions = new LinkedHashMap<>();
        if (setup instanceof Mapping named) {
            named.fields().forEach((name, field) -> dimensions.put(name, texts(field.value())));
        } else {
            dimensions.put("", texts(setup));
        }
        return dimensions;
    }

    private static List<String> texts(Source values) {
        return Plain.oneOrMany(values).stream()
                .flatMap(value -> Plain.text(value).stream())
                .distinct()
                .toList();
    }

    private static List<Mapping> adjustments(Source matrix) {
        Optional<Source> list = matrix instanceof Mapping mapping ? mapping.get("adjustments") : Optional.empty();
        return list.map(Plain::oneOrMany).orElse(List.of()).stream()
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .toList();
    }

    private static List<Map<String, String>> combinations(Map<String, List<String>> dimensions) {
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> dimension : dimensions.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> shorter : all) {
                for (String value : dimension.getValue()) {
                    Map<String, String> values = new LinkedHashMap<>(shorter);
                    values.put(dimension.getKey(), value);
                    longer.add(values);
                }
            }
            all = longer;
        }
        return all;
    }

    private static Mapping with(Mapping step, Map<String, String> values, List<Mapping> adjustments) {
        Map<String, Field> fields = new LinkedHashMap<>();
        step.fields().forEach((name, field) -> {
            if (!name.equals("matrix")) {
                fields.put(
                        name,
                        new Field(
                                field.position(),
                                TEXTS.contains(name)
                                        ? replaced(field.value(), text -> put(text, values))
                                        : field.value()));
            }
        });
        for (Mapping adjustment : adjustments) {
            if (means(adjustment, values)) {
                List.of("skip", "soft_fail").forEach(name -> adjustment
                        .get(name)
                        .ifPresent(value -> fields.put(name, adjustment.fields().get(name))));
            }
        }
        return new Mapping(fields, step.position());
    }

    private static boolean means(Mapping adjustment, Map<String, String> values) {
        Source with = adjustment.get("with").orElse(adjustment);
        if (with instanceof Mapping named) {
            return values.entrySet().stream().allMatch(e -> named.get(e.getKey())
                    .flatMap(Plain::text)
                    .filter(e.getValue()::equals)
                    .isPresent());
        }
        return texts(with).equals(List.copyOf(values.values()));
    }

    private static String put(String text, Map<String, String> values) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(
                        values.getOrDefault(match.group(1) == null ? "" : match.group(1), match.group())));
    }

    private static Source replaced(Source source, UnaryOperator<String> words) {
        if (source instanceof Mapping mapping) {
            Map<String, Field> fields = new LinkedHashMap<>();
            mapping.fields()
                    .forEach((name, field) ->
                            fields.put(name, new Field(field.position(), replaced(field.value(), words))));
            return new Mapping(fields, mapping.position());
        }
        if (source instanceof Sequence sequence) {
            return new Sequence(
                    sequence.items().stream().map(item -> replaced(item, words)).toList(), sequence.position());
        }
        Scalar scalar = (Scalar) source;
        return scalar.type() == Scalar.Type.STRING
                ? new Scalar(Scalar.Type.STRING, words.apply(scalar.text()), scalar.written(), scalar.position())
                : scalar;
    }
}
