package dev.sluice.core.dialect.stages;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code when} (C4): siblings are and-ed, and {@code or} is an alternative to its siblings. */
final class Whens {

    /** Lists of the resource by the words of the file. */
    private static final Map<String, String> LISTS = new LinkedHashMap<>();

    static {
        LISTS.put("branches", "branches");
        LISTS.put("branch", "branches");
        LISTS.put("paths", "paths");
        LISTS.put("path", "paths");
        LISTS.put("labels", "labels");
        LISTS.put("label", "labels");
        LISTS.put("events", "events");
        LISTS.put("event", "events");
    }

    private Whens() {}

    static Optional<Source> of(Given stage) {
        return stage.take("when").flatMap(value -> Given.of(value, stage.path("when"), stage.book())
                .map(Whens::read));
    }

    private static Source read(Given given) {
        Draft siblings = Draft.from(given.mapping());
        LISTS.forEach((word, list) -> given.take(word).ifPresent(value -> {
            if (siblings.has(list)) {
                given.problem(word, "says the same as " + list + " beside it; leave one");
            }
            siblings.put(list, Draft.texts(Plain.texts(value, given.path(word), given.book()), value.position()));
        }));
        given.take("variables")
                .flatMap(value -> Given.of(value, given.path("variables"), given.book()))
                .ifPresent(of -> {
                    Draft variables = Draft.from(of.mapping());
                    of.mapping().fields().keySet().forEach(name -> of.text(name)
                            .ifPresent(text -> variables.put(name, Draft.text(text, of.position(name)))));
                    siblings.put("variables", variables.done());
                });
        given.take("not")
                .flatMap(value -> Given.of(value, given.path("not"), given.book()))
                .ifPresent(not -> siblings.put("not", read(not)));
        given.take("and").ifPresent(value -> siblings.put("all", nested(value, given.path("and"), given)));
        Optional<Source> or = given.take("or");
        given.end();
        if (or.isEmpty()) {
            return siblings.done();
        }
        List<Source> alternatives = new ArrayList<>();
        if (!siblings.isEmpty()) {
            alternatives.add(siblings.done());
        }
        alternatives.addAll(((Source.Sequence) nested(or.get(), given.path("or"), given)).items());
        return Draft.from(given.mapping())
                .put("any", Draft.list(alternatives, or.get().position()))
                .done();
    }

    private static Source nested(Source value, Path path, Given owner) {
        List<Source> read = new ArrayList<>();
        List<Source> items = Plain.oneOrMany(value);
        for (int i = 0; i < items.size(); i++) {
            Path at = value instanceof Source.Sequence ? path.index(i) : path;
            Given.of(items.get(i), at, owner.book()).ifPresent(given -> read.add(read(given)));
        }
        return Draft.list(read, value.position());
    }
}
