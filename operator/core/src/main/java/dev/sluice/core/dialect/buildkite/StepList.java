package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All steps of a file, each with a name: of its key where it has one, else of what it is called. */
final class StepList {

    private static final int MOST = 1000;
    private static final int MOST_IN_GROUP = 50;

    private final Notebook book;
    private final List<PlacedStep> steps;
    private final Map<PlacedStep, String> names = new IdentityHashMap<>();
    private final Map<String, List<String>> byKey = new LinkedHashMap<>();

    StepList(Source list, Path path, Notebook book) {
        this.book = book;
        this.steps = placed(list, path, true);
        StepNames taken = new StepNames();
        name(steps, taken, true);
        name(steps, taken, false);
    }

    List<PlacedStep> steps() {
        return steps;
    }

    String name(PlacedStep step) {
        return names.get(step);
    }

    /** Names by key: several where a step became several. */
    Map<String, List<String>> byKey() {
        return byKey;
    }

    private List<PlacedStep> placed(Source list, Path path, boolean groups) {
        List<PlacedStep> placed = new ArrayList<>();
        if (!(list instanceof Source.Sequence sequence)) {
            book.problem(path, "is " + list.describe() + ", not a list of steps");
            return placed;
        }
        if (sequence.items().size() > MOST) {
            book.problem(
                    path,
                    "has %,d steps; at most 500".formatted(sequence.items().size()));
            return placed;
        }
        for (int i = 0; i < sequence.items().size() && placed.size() <= MOST; i++) {
            Path at = path.index(i);
            Optional<Shape> shape = Shape.of(sequence.items().get(i), at, book);
            if (shape.isPresent() && shape.get().kind() == Shape.Kind.GROUP) {
                placed.addAll(group(shape.get(), at, groups));
            } else {
                shape.ifPresent(s ->
                        SpreadMatrix.of(s, at, book).forEach(one -> placed.add(new PlacedStep(one, at, List.of()))));
            }
        }
        return placed;
    }

    /** One, or where it is too large several that its key stands for together. */
    private List<PlacedStep> group(Shape shape, Path at, boolean groups) {
        if (!groups) {
            book.problem(at, "is a group in a group; groups don't nest");
            return List.of();
        }
        Optional<Source> inside = shape.fields().get("steps");
        if (inside.isEmpty()) {
            book.problem(at.field("steps"), "is missing");
            return List.of();
        }
        List<PlacedStep> steps = placed(inside.get(), at.field("steps"), false);
        List<PlacedStep> parts = new ArrayList<>();
        for (int i = 0; i == 0 || i < steps.size(); i += MOST_IN_GROUP) {
            parts.add(new PlacedStep(shape, at, steps.subList(i, Math.min(steps.size(), i + MOST_IN_GROUP))));
        }
        return parts;
    }

    private void name(List<PlacedStep> list, StepNames taken, boolean keyed) {
        for (PlacedStep step : list) {
            if (step.key().isPresent() == keyed) {
                String kind = step.shape().kind().words().get(0);
                String name = taken.of(step.key().orElseGet(step::called), kind.equals("command") ? "step" : kind);
                names.put(step, name);
                step.key().ifPresent(key -> keyed(key, step, name));
            }
            name(step.inside(), taken, keyed);
        }
    }

    private void keyed(String key, PlacedStep step, String name) {
        List<String> all = byKey.computeIfAbsent(key, k -> new ArrayList<>());
        boolean another = names.entrySet().stream()
                .anyMatch(e -> all.contains(e.getValue()) && !e.getKey().path().equals(step.path()));
        if (another) {
            book.problem(
                    step.path().field("key"),
                    "\"" + key.replaceAll("\\p{Cntrl}", "?") + "\" is the key of another step already");
        }
        all.add(name);
        if (!key.equals(name) && all.size() == 1) {
            book.note(step.path(), name, "key " + key.replaceAll("\\p{Cntrl}", "?"), "is the name " + name + " here");
        }
    }
}
