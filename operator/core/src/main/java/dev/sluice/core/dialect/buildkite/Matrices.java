package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.model.Path;
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

/** {@code matrix} and the {@code {{matrix.…}}} of a step's texts. */
final class Matrices {

    /** The name of the only dimension of a matrix that is a list. */
    static final String ONLY = "value";

    private static final int LONGEST = 63;
    private static final int MOST_ADJUSTMENTS = 256;
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{\\s*matrix(?:\\.([A-Za-z0-9_-]+))?\\s*}}");

    /** Names of dimensions here by their names in the file. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private final Map<String, Set<String>> dimensions = new LinkedHashMap<>();
    private final Set<Map<String, String>> combinations = new LinkedHashSet<>();
    private Optional<Source> matrix = Optional.empty();

    private Matrices() {}

    static Matrices of(Given step, String name) {
        Matrices matrices = new Matrices();
        step.take("matrix").ifPresent(value -> matrices.read(value, step, name));
        return matrices;
    }

    void into(Draft draft) {
        matrix.ifPresent(source -> draft.put("matrix", source));
    }

    /** Replaces nothing where there is no matrix. */
    String text(String text) {
        return replaced(text, Literal::text);
    }

    String program(String text) {
        return replaced(text, Literal::program);
    }

    private String replaced(String text, UnaryOperator<String> literal) {
        if (matrix.isEmpty()) {
            return literal.apply(text);
        }
        StringBuilder out = new StringBuilder();
        Matcher matcher = REFERENCE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            String dimension = matcher.group(1) == null ? "" : matcher.group(1);
            out.append(literal.apply(text.substring(end, matcher.start())));
            out.append("${matrix.")
                    .append(names.getOrDefault(dimension, dimension.isEmpty() ? ONLY : slug(dimension)))
                    .append('}');
            end = matcher.end();
        }
        return out.append(literal.apply(text.substring(end))).toString();
    }

    private void read(Source value, Given step, String name) {
        Path path = step.path("matrix");
        Draft draft = Draft.from(value);
        if (value instanceof Source.Mapping mapping) {
            Given given = new Given(mapping, path, step.book());
            given.take("setup")
                    .ifPresentOrElse(
                            setup -> draft.put("dimensions", dimensions(setup, path.field("setup"), step)),
                            () -> given.problem("setup", "is missing"));
            given.take("adjustments").ifPresent(list -> adjustments(list, given, name, draft));
            given.end();
        } else {
            draft.put("dimensions", dimensions(value, path, step));
        }
        matrix = Optional.of(draft.done());
    }

    private Source dimensions(Source setup, Path path, Given step) {
        Draft draft = Draft.from(setup);
        if (setup instanceof Source.Mapping mapping) {
            Set<String> taken = new LinkedHashSet<>();
            mapping.fields().forEach((dimension, field) -> {
                String name = slug(dimension);
                for (int i = 2; !taken.add(name); i++) {
                    name = slug(dimension) + "-" + i;
                }
                names.put(dimension, name);
                draft.put(name, values(dimension, field.value(), path.field(dimension), step));
            });
        } else {
            names.put("", ONLY);
            draft.put(ONLY, values("", setup, path, step));
        }
        return draft.done();
    }

    private Source values(String dimension, Source list, Path path, Given step) {
        if (!(list instanceof Source.Sequence)) {
            step.book().problem(path, "is " + list.describe() + ", not a list of values");
        }
        Set<String> distinct = new LinkedHashSet<>(Plain.texts(list, path, step.book()));
        dimensions.put(dimension, distinct);
        return Draft.texts(List.copyOf(distinct), list.position());
    }

    private void adjustments(Source list, Given owner, String name, Draft draft) {
        List<Source> made = new ArrayList<>();
        List<Source> items = Plain.oneOrMany(list);
        if (items.size() > MOST_ADJUSTMENTS) {
            owner.problem("adjustments", "has %,d entries; at most %d".formatted(items.size(), MOST_ADJUSTMENTS));
        }
        for (int i = 0; i < Math.min(items.size(), MOST_ADJUSTMENTS) && made.size() <= MOST_ADJUSTMENTS; i++) {
            Given.of(items.get(i), owner.path("adjustments").index(i), owner.book())
                    .ifPresent(given -> made.addAll(adjustment(given, name)));
        }
        if (!made.isEmpty()) {
            draft.put("adjustments", Draft.list(made, list.position()));
        }
    }

    /** One that names some dimensions alone is about all combinations with those values. */
    private List<Source> adjustment(Given given, String name) {
        Optional<Source> written = given.take("with");
        if (written.isEmpty()) {
            given.problem("with", "is missing");
        }
        Optional<Source> why = Skip.of(given);
        boolean skip = why.isPresent();
        Optional<Source> soft = Failures.softFail(given, name);
        Optional<Draft> environment = Environment.of(given, "env", name, this::text);
        given.end();
        List<Source> made = new ArrayList<>();
        for (Map<String, String> values : whole(written.map(w -> with(w, given)).orElse(Map.of()))) {
            boolean within = values.entrySet().stream()
                    .allMatch(e -> dimensions.getOrDefault(e.getKey(), Set.of()).contains(e.getValue()));
            if ((within || !skip) && combinations.add(values)) {
                Draft draft = Draft.from(given.mapping());
                draft.put("with", named(values, written.flatMap(Source::position)));
                if (skip) {
                    draft.put("skip", Draft.flag(true, given.position("skip")));
                }
                soft.ifPresent(s -> draft.put("softFail", s));
                environment.ifPresent(env -> draft.put("environment", env.done()));
                made.add(draft.done());
            }
        }
        if (!made.isEmpty()) {
            why.flatMap(Plain::text)
                    .filter(text -> !text.equals(Skip.NO_REASON))
                    .ifPresent(text -> given.book()
                            .note(
                                    given.path("skip"),
                                    name,
                                    "a combination of its matrix",
                                    "is left out: " + text.replaceAll("\\p{Cntrl}", "?")));
        }
        return made;
    }

    private Map<String, String> with(Source value, Given given) {
        Map<String, String> with = new LinkedHashMap<>();
        Path path = given.path("with");
        if (value instanceof Source.Mapping mapping) {
            mapping.fields()
                    .forEach((dimension, field) -> Plain.text(field.value(), path.field(dimension), given.book())
                            .ifPresent(text -> with.put(dimension, text)));
        } else {
            Plain.texts(value, path, given.book()).stream().findFirst().ifPresent(text -> with.put("", text));
        }
        return with;
    }

    /** With every value of the dimensions that are not named; no more than can be taken. */
    private List<Map<String, String>> whole(Map<String, String> with) {
        List<Map<String, String>> all = List.of(with);
        for (Map.Entry<String, Set<String>> dimension : dimensions.entrySet()) {
            if (!with.containsKey(dimension.getKey()) && !with.isEmpty()) {
                all = all.stream()
                        .flatMap(shorter -> dimension.getValue().stream().map(value -> {
                            Map<String, String> values = new LinkedHashMap<>(shorter);
                            values.put(dimension.getKey(), value);
                            return values;
                        }))
                        .limit(MOST_ADJUSTMENTS + 1)
                        .toList();
            }
        }
        return all;
    }

    private Source named(Map<String, String> values, Optional<Position> position) {
        Draft with = new Draft(position);
        values.forEach((dimension, value) -> with.put(
                dimension.isEmpty() ? ONLY : names.getOrDefault(dimension, dimension), Draft.text(value, position)));
        return with.done();
    }

    private static String slug(String dimension) {
        String slug = StepNames.slug(dimension, LONGEST);
        return slug.isEmpty() ? ONLY : slug;
    }
}
