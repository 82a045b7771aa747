package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    static List<Shape> of(Shape step, Path at, Notebook book) {
        Optional<Source> matrix = step.fields().get("matrix");
        if (step.kind() != Shape.Kind.COMMAND || matrix.isEmpty()) {
            return List.of(step);
        }
        Map<String, List<String>> dimensions = dimensions(matrix.get());
        long count = dimensions.values().stream().mapToLong(List::size).reduce(1, (a, b) -> Math.min(a * b, 1 << 20));
        if (count == 0 || count > MOST || dimensions.isEmpty()) {
            return List.of(step);
        }
        Set<String> referenced = inCommand(step.fields());
        Map<Map<String, String>, Mapping> adjustments = adjustments(matrix.get(), dimensions);
        boolean harmless = Stream.concat(
                        dimensions.entrySet().stream()
                                .filter(dimension -> referenced.contains(dimension.getKey()))
                                .flatMap(dimension -> dimension.getValue().stream()),
                        adjustments.keySet().stream().flatMap(values -> values.entrySet().stream()
                                .filter(value -> referenced.contains(value.getKey()))
                                .map(Map.Entry::getValue)))
                .allMatch(value -> HARMLESS.matcher(value).matches());
        if (harmless || adjustments.size() > MOST) {
            return List.of(step);
        }
        check(matrix.get(), at.field("matrix"), dimensions.keySet(), book);
        Set<Map<String, String>> combinations = new LinkedHashSet<>(combinations(dimensions));
        adjustments.forEach((values, adjustment) -> {
            if (adjustment.get("skip").filter(Skip::asks).isEmpty()) {
                combinations.add(values);
            }
        });
        return combinations.stream()
                .map(values -> new Shape(
                        step.kind(), with(step.fields(), values, Optional.ofNullable(adjustments.get(values)))))
                .toList();
    }

    /** The dimensions that are named in a program. */
    private static Set<String> inCommand(Mapping fields) {
        return Shape.Kind.COMMAND.words().stream()
                .flatMap(word -> fields.get(word).stream())
                .flatMap(value -> Plain.oneOrMany(value).stream())
                .flatMap(value -> Plain.text(value).stream())
                .flatMap(text -> REFERENCE.matcher(text).results())
                .map(found -> found.group(1) == null ? "" : found.group(1))
                .collect(Collectors.toSet());
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

    private static List<Source> written(Source matrix) {
        Optional<Source> list = matrix instanceof Mapping mapping ? mapping.get("adjustments") : Optional.empty();
        return list.map(Plain::oneOrMany).orElse(List.of());
    }

    /** By combination: one that names some dimensions is about all with those values, and of two the first is meant. */
    private static Map<Map<String, String>, Mapping> adjustments(Source matrix, Map<String, List<String>> dimensions) {
        Map<Map<String, String>, Mapping> adjustments = new LinkedHashMap<>();
        for (Source one : written(matrix)) {
            Map<String, String> with = one instanceof Mapping mapping ? with(mapping) : Map.of();
            if (!with.isEmpty() && dimensions.keySet().containsAll(with.keySet()) && adjustments.size() <= MOST) {
                Map<String, List<String>> meant = new LinkedHashMap<>(dimensions);
                with.forEach((dimension, value) -> meant.put(dimension, List.of(value)));
                combinations(meant).forEach(values -> adjustments.putIfAbsent(values, (Mapping) one));
            }
        }
        return adjustments;
    }

    private static Map<String, String> with(Mapping adjustment) {
        Map<String, String> with = new LinkedHashMap<>();
        Source written = adjustment.get("with").orElse(adjustment);
        if (written instanceof Mapping named) {
            named.fields().forEach((name, field) -> Plain.text(field.value()).ifPresent(text -> with.put(name, text)));
        } else {
            texts(written).stream().findFirst().ifPresent(text -> with.put("", text));
        }
        return with;
    }

    /** What would be lost without a word: nobody else reads the adjustments. */
    private static void check(Source matrix, Path at, Set<String> dimensions, Notebook book) {
        List<Source> written = written(matrix);
        for (int i = 0; i < written.size(); i++) {
            Given.of(written.get(i), at.field("adjustments").index(i), book).ifPresent(given -> {
                Optional<Source> with = given.take("with");
                if (with.isEmpty()) {
                    given.problem("with", "is missing");
                }
                List.of("skip", "soft_fail", "env").forEach(given::take);
                given.end();
                with.filter(Mapping.class::isInstance)
                        .map(Mapping.class::cast)
                        .ifPresent(named -> named.fields().keySet().stream()
                                .filter(name -> !dimensions.contains(name))
                                .forEach(name -> book.problem(
                                        given.path("with").field(name),
                                        () -> "no dimension of this name" + Nearest.hint(name, dimensions))));
            });
        }
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

    private static Mapping with(Mapping step, Map<String, String> values, Optional<Mapping> adjustment) {
        Map<String, Field> fields = new LinkedHashMap<>(step.fields());
        fields.remove("matrix");
        adjustment.ifPresent(one -> {
            List.of("skip", "soft_fail").forEach(name -> one.get(name)
                    .ifPresent(value -> fields.put(name, one.fields().get(name))));
            one.get("env").filter(Mapping.class::isInstance).ifPresent(env -> {
                Map<String, Field> both = new LinkedHashMap<>();
                step.get("env")
                        .filter(Mapping.class::isInstance)
                        .ifPresent(own -> both.putAll(((Mapping) own).fields()));
                both.putAll(((Mapping) env).fields());
                fields.put("env", new Field(one.fields().get("env").position(), new Mapping(both, env.position())));
            });
        });
        fields.replaceAll((name, field) -> TEXTS.contains(name)
                ? new Field(field.position(), replaced(field.value(), text -> put(text, values)))
                : field);
        return new Mapping(fields, step.position());
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
