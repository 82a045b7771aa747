package dev.sluice.core.dialect.recognition;

import dev.sluice.core.dialect.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The ways of writing a pipeline, each known by what its files have and no other's. */
public enum Dialect {
    SLUICE(file -> has(file, "kind") || has(file, "apiVersion") || has(file, "spec")),
    NODES(file -> isList(file, "nodes") && !has(file, "steps")),
    GRAPH(file -> isMapping(file, "stages") && !has(file, "steps")),
    STAGES(file -> isList(file, "stages") && !has(file, "steps")),
    BUILDKITE(file -> isList(file, "steps") || file instanceof Source.Sequence list && hasSteps(list));

    private static final List<String> STEPS =
            List.of("command", "commands", "wait", "waiter", "block", "input", "trigger", "group", "plugins");

    private final Predicate<Source> mark;

    Dialect(Predicate<Source> mark) {
        this.mark = mark;
    }

    /** Sluice's own where it is none: its reader says best what is wrong. */
    public static Dialect of(Source file) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.mark.test(file))
                .findFirst()
                .orElse(SLUICE);
    }

    /** As it is written on a command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dialect> named(String word) {
        return Arrays.stream(values())
                .filter(dialect -> dialect.word().equals(word))
                .findFirst();
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Dialect::word).toList();
    }

    private static boolean has(Source file, String field) {
        return file instanceof Source.Mapping mapping && mapping.get(field).isPresent();
    }

    private static boolean isList(Source file, String field) {
        return file instanceof Source.Mapping mapping
                && mapping.get(field).filter(Source.Sequence.class::isInstance).isPresent();
    }

    private static boolean isMapping(Source file, String field) {
        return file instanceof Source.Mapping mapping
                && mapping.get(field).filter(Source.Mapping.class::isInstance).isPresent();
    }

    /** A bare list of Buildkite's steps. */
    private static boolean hasSteps(Source.Sequence list) {
        return list.items().stream().anyMatch(item -> STEPS.stream()
                .anyMatch(word -> has(item, word)
                        || item instanceof Source.Scalar scalar && scalar.text().equals(word)));
    }
}
