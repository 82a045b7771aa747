package dev.sluice.core.dialect.graph;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a stage reads, writes and changes, and its hooks: fields of the same meaning in a step. */
final class StageFiles {

    private final Given stage;
    private final Draft step;
    private final String name;

    private StageFiles(Given stage, String name, Draft step) {
        this.stage = stage;
        this.name = name;
        this.step = step;
    }

    /** @param script the file the stage runs, which it reads as well */
    static void add(Given stage, String name, Optional<String> script, Draft step) {
        StageFiles files = new StageFiles(stage, name, step);
        files.inputs(script);
        files.artifacts();
        files.texts("sideEffects").ifPresent(texts -> step.put("sideEffects", texts));
        files.hooks();
        files.cache();
    }

    private void inputs(Optional<String> script) {
        stage.take("inputs").ifPresent(value -> {
            Set<String> globs = new LinkedHashSet<>(Plain.texts(value, stage.path("inputs"), stage.book()));
            script.filter(file -> !globs.isEmpty()).ifPresent(globs::add);
            List<String> texts =
                    globs.stream().map(StageFiles::relative).map(Literal::text).toList();
            Optional<String> outside =
                    globs.stream().filter(StageFiles::outside).findFirst();
            outside.ifPresentOrElse(
                    file -> note("inputs", "has " + file + ", which is outside: the stage is not taken from the cache"),
                    () -> step.put("inputs", Draft.texts(texts, stage.position("inputs"))));
        });
    }

    private Optional<Source> texts(String field) {
        return stage.take(field)
                .map(value -> Draft.texts(
                        Plain.texts(value, stage.path(field), stage.book()).stream()
                                .map(Literal::text)
                                .toList(),
                        stage.position(field)));
    }

    private void artifacts() {
        List<Source> artifacts = new ArrayList<>();
        List<Source> items = stage.take("outputs").map(Plain::oneOrMany).orElse(List.of());
        for (int i = 0; i < items.size(); i++) {
            artifact(items.get(i), stage.path("outputs").index(i)).ifPresent(artifacts::add);
        }
        if (!artifacts.isEmpty()) {
            step.put("artifacts", Draft.list(artifacts, stage.position("outputs")));
        }
    }

    private Optional<Source> artifact(Source item, Path at) {
        Draft artifact = Draft.from(item);
        if (!(item instanceof Source.Mapping mapping)) {
            return Plain.text(item, at, stage.book()).filter(this::inside).map(path -> artifact.putText(
                            "path", Literal.text(relative(path)))
                    .done());
        }
        Given output = new Given(mapping, at, stage.book());
        Optional<String> path = output.text("path");
        if (path.isEmpty()) {
            output.problem("path", "is missing");
        }
        path.ifPresent(file -> artifact.put("path", Draft.text(Literal.text(relative(file)), output.position("path"))));
        output.take("description");
        output.text("schema")
                .ifPresent(file -> artifact.put("schema", Draft.text(relative(file), output.position("schema"))));
        output.end();
        return path.filter(this::inside).map(file -> artifact.done());
    }

    private void hooks() {
        stage.take("hooks")
                .flatMap(value -> Given.of(value, stage.path("hooks"), stage.book()))
                .ifPresent(given -> {
                    Draft hooks = Draft.from(given.mapping());
                    for (String when : List.of("before", "after")) {
                        hooks(given, when).ifPresent(list -> hooks.put(when, list));
                    }
                    given.end();
                    step.put("hooks", hooks.done());
                });
    }

    private Optional<Source> hooks(Given given, String when) {
        return given.take(when).map(value -> {
            List<Source> list = new ArrayList<>();
            List<Source> items = Plain.oneOrMany(value);
            for (int i = 0; i < items.size(); i++) {
                hook(items.get(i), given.path(when).index(i)).ifPresent(list::add);
            }
            return Draft.list(list, given.position(when));
        });
    }

    /** A list is a command, and a text a line for the shell. */
    private Optional<Source> hook(Source item, Path at) {
        Draft hook = Draft.from(item);
        if (item instanceof Source.Sequence argv) {
            List<String> words = Plain.texts(argv, at, stage.book()).stream()
                    .map(Literal::program)
                    .toList();
            return Optional.of(
                    hook.put("command", Draft.texts(words, item.position())).done());
        }
        return Plain.text(item, at, stage.book())
                .map(line -> hook.put("script", Draft.text(Literal.program(line), item.position()))
                        .done());
    }

    /** {@code cache: false}, or as a step has it. */
    private void cache() {
        stage.take("cache").ifPresent(value -> {
            Optional<Source> enabled =
                    value instanceof Source.Mapping mapping ? mapping.get("enabled") : Optional.of(value);
            enabled.flatMap(Plain::flag)
                    .ifPresentOrElse(
                            flag -> cache(flag, value),
                            () -> stage.problem("cache", "is " + value.describe() + ", not true or false"));
        });
    }

    private void cache(boolean flag, Source value) {
        if (flag && !step.has("inputs")) {
            note("cache", "does nothing without inputs: nobody knows whether the stage would do anything new");
        } else {
            step.put(
                    "cache",
                    Draft.from(value)
                            .put("enabled", Draft.flag(flag, value.position()))
                            .done());
        }
    }

    private boolean inside(String path) {
        if (outside(path)) {
            note("outputs", "has " + path + ", which is outside, and is not looked for");
        }
        return !outside(path);
    }

    private void note(String field, String why) {
        stage.book().note(stage.path(field), name, field, why);
    }

    private static boolean outside(String path) {
        return path.startsWith("/") || List.of(path.split("/")).contains("..");
    }

    private static String relative(String path) {
        return path.startsWith("./") && path.length() > 2 ? path.substring(2) : path;
    }
}
