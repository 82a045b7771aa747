package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code depends_on}: names of the steps that are meant, and which of them may fail.
 *
 * @param named absent where nothing is said
 * @param mustNotFail of which that is said one by one: {@code allow_failure: false}
 */
record Dependencies(Optional<List<Source>> named, List<Source> mayFail, List<Source> mustNotFail) {

    static final Dependencies NONE = new Dependencies(Optional.empty(), List.of(), List.of());

    static Dependencies on(List<String> names, Optional<Position> position) {
        return new Dependencies(
                Optional.of(names.stream()
                        .<Source>map(name -> Draft.text(name, position))
                        .toList()),
                List.of(),
                List.of());
    }

    /** @param names of steps by their key: several where a step became several */
    static Dependencies of(Given step, Map<String, List<String>> names) {
        Optional<Source> written = step.take("depends_on");
        if (!step.mentions("depends_on")) {
            return NONE;
        }
        List<Source> named = new ArrayList<>();
        List<Source> mayFail = new ArrayList<>();
        List<Source> mustNotFail = new ArrayList<>();
        Path path = step.path("depends_on");
        List<Source> items = written.map(Plain::oneOrMany).orElse(List.of());
        boolean list = step.peek("depends_on")
                .filter(Source.Sequence.class::isInstance)
                .isPresent();
        for (int i = 0; i < items.size(); i++) {
            one(items.get(i), list ? path.index(i) : path, step, names, named, mayFail, mustNotFail);
        }
        return new Dependencies(Optional.of(named), mayFail, mustNotFail);
    }

    private static void one(
            Source item,
            Path at,
            Given step,
            Map<String, List<String>> names,
            List<Source> named,
            List<Source> mayFail,
            List<Source> mustNotFail) {
        Optional<Boolean> allow = Optional.empty();
        Source key = item;
        if (item instanceof Source.Mapping mapping) {
            Given given = new Given(mapping, at, step.book());
            allow = given.flag("allow_failure");
            Optional<Source> written = given.take("step");
            given.end();
            if (written.isEmpty()) {
                step.book().problem(at, "names no step");
                return;
            }
            key = written.get();
            at = at.field("step");
        }
        Optional<String> text = Plain.text(key, at, step.book());
        if (text.isEmpty()) {
            return;
        }
        Path place = at;
        List<String> found = names.get(text.get());
        if (found == null) {
            String unknown = text.get();
            step.book()
                    .problem(
                            place,
                            () -> "no step has the key \"" + unknown.replaceAll("\\p{Cntrl}", "?") + "\""
                                    + Nearest.hint(unknown, names.keySet()));
            return;
        }
        for (String name : found) {
            Source one = Draft.text(name, key.position());
            named.add(one);
            allow.ifPresent(may -> (may ? mayFail : mustNotFail).add(one));
        }
    }

    /** All of them but those of which the contrary is said ({@code allow_dependency_failure}). */
    Dependencies allowed() {
        return new Dependencies(named, without(named.orElse(List.of()), mustNotFail), mustNotFail);
    }

    boolean allMayFail() {
        return named.isPresent()
                && !named.get().isEmpty()
                && without(named.get(), mayFail).isEmpty();
    }

    /** Those of the group too: in Buildkite they hold for all its steps. Of a step that says nothing they hold by themselves. */
    Dependencies within(Dependencies group) {
        if (named.isEmpty() || group.named.isEmpty()) {
            return this;
        }
        List<Source> all = new ArrayList<>(named.get());
        all.addAll(group.named.get());
        List<Source> both = new ArrayList<>(mayFail);
        both.addAll(without(group.mayFail, named.get())); // what a step says itself goes before what its group says
        return new Dependencies(Optional.of(all), both, mustNotFail);
    }

    private static List<Source> without(List<Source> all, List<Source> some) {
        Set<String> names = new LinkedHashSet<>();
        some.forEach(name -> names.add(((Source.Scalar) name).text()));
        return all.stream()
                .filter(name -> !names.contains(((Source.Scalar) name).text()))
                .toList();
    }

    void into(Draft draft, Given step) {
        named.ifPresent(list -> draft.put(
                "dependsOn",
                Draft.list(distinct(list), step.position("depends_on").or(draft::position))));
    }

    void allowInto(Draft draft, Given step) {
        if (!mayFail.isEmpty()) {
            draft.put(
                    "allowFailureOf",
                    Draft.list(distinct(mayFail), step.position("depends_on").or(draft::position)));
        }
    }

    private static List<Source> distinct(List<Source> names) {
        Set<String> seen = new LinkedHashSet<>();
        return names.stream()
                .filter(name -> seen.add(((Source.Scalar) name).text()))
                .toList();
    }
}
