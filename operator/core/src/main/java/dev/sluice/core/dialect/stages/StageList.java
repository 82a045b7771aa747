package dev.sluice.core.dialect.stages;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Chosen;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The stages of a file in order, and what each comes after: what it names, else the one above it. Stages of a {@code parallel} group come
 * after the one above the group, and what is below the group after all of them.
 */
final class StageList {

    private static final int MOST = 500;
    private static final int MOST_BESIDE = 20;
    private static final int MOST_DEPENDENCIES = 100;

    /** @param above what it comes after where it does not say */
    record Stage(Given given, String called, List<String> above) {}

    private final Notebook book;
    private final Chosen names;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, Stage> byName = new LinkedHashMap<>();
    private final Map<String, List<String>> dependencies = new LinkedHashMap<>();
    private final Map<String, List<String>> beside = new LinkedHashMap<>();

    StageList(Source list, Notebook book) {
        this.book = book;
        this.names = new Chosen("stage", book);
        read(list, Path.of("stages"));
        stages.forEach(stage -> {
            boolean says = stage.given().peek("depends_on").isPresent();
            List<String> named = names.named(stage.given(), "depends_on");
            List<String> together = names.named(stage.given(), "parallel_with");
            beside.put(stage.called(), bounded(together, MOST_BESIDE, stage.given(), "parallel_with"));
            dependencies.put(
                    stage.called(),
                    says
                                    || stage.given().mentions("depends_on")
                                    || stage.given().mentions("parallel_with")
                            ? bounded(named, MOST_DEPENDENCIES, stage.given(), "depends_on")
                            : stage.above());
        });
    }

    private static List<String> bounded(List<String> named, int most, Given stage, String field) {
        if (named.size() > most) {
            stage.problem(field, "names %,d stages; at most %d".formatted(named.size(), most));
        }
        return named.subList(0, Math.min(named.size(), most));
    }

    List<Stage> stages() {
        return stages;
    }

    Chosen names() {
        return names;
    }

    /** What a stage comes after, by the names of steps; {@code parallel_with} takes what the other has. */
    List<String> dependsOn(Stage stage) {
        Set<String> all = new LinkedHashSet<>();
        Set<String> met = new LinkedHashSet<>(List.of(stage.called()));
        Deque<String> open = new ArrayDeque<>(met);
        while (!open.isEmpty()) {
            String called = open.pop();
            all.addAll(dependencies.getOrDefault(called, List.of()));
            for (String other : beside.getOrDefault(called, List.of())) {
                if (other.equals(stage.called())) {
                    stage.given().problem("parallel_with", "leads back to " + other + ": " + String.join(" → ", met));
                    return List.of();
                }
                if (met.add(other)) {
                    open.add(other);
                }
            }
        }
        return all.stream().flatMap(called -> names.of(called).stream()).toList();
    }

    private void read(Source list, Path path) {
        List<String> above = List.of();
        List<Source> items = list instanceof Source.Sequence sequence ? sequence.items() : List.of();
        for (int i = 0; i < Math.min(items.size(), MOST); i++) {
            Optional<Given> item = Given.of(items.get(i), path.index(i), book);
            if (item.isPresent() && item.get().mentions("parallel")) {
                above = group(item.get(), above);
            } else if (item.isPresent()) {
                List<String> before = above;
                above = stage(item.get(), before).map(List::of).orElse(before);
            }
        }
        if (items.size() > MOST) {
            book.problem(path, "has %,d stages; at most 500".formatted(items.size()));
        }
    }

    private List<String> group(Given group, List<String> above) {
        List<String> all = new ArrayList<>();
        group.take("name");
        group.take("description");
        group.take("parallel").ifPresent(value -> {
            if (!(value instanceof Source.Sequence list) || list.items().isEmpty()) {
                group.problem("parallel", "is " + value.describe() + ", not a list of stages");
                return;
            }
            for (int i = 0; i < Math.min(list.items().size(), MOST); i++) {
                Given.of(list.items().get(i), group.path("parallel").index(i), book)
                        .flatMap(given -> stage(given, above))
                        .ifPresent(all::add);
            }
        });
        group.end();
        return all.isEmpty() ? above : all;
    }

    private Optional<String> stage(Given given, List<String> above) {
        Optional<String> called = given.peek("name").flatMap(Plain::text).filter(text -> !text.isBlank());
        if (called.isEmpty()) {
            given.problem("name", "is missing");
            return Optional.empty();
        }
        given.take("name");
        names.add(called.get(), given, "name");
        Stage stage = new Stage(given, called.get(), above);
        if (byName.putIfAbsent(called.get(), stage) == null) {
            stages.add(stage);
        }
        return called;
    }
}
