package dev.sluice.core.dialect.buildkite;

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
 */
record Dependencies(Optional<List<Source>> named, List<Source> mayFail) {

    static final Dependencies NONE = new Dependencies(Optional.empty(), List.of());

    /** @param names of steps by their key: several where a step became several */
    static Dependencies of(Given step, Map<String, List<String>> names) {
        Optional<Source> written = step.take("depends_on");
        if (!step.mentions("depends_on")) {
            return NONE;
        }
        List<Source> named = new ArrayList<>();
        List<Source> mayFail = new ArrayList<>();
        Path path = step.path("depends_on");
        List<Source> items = written.map(Plain::oneOrMany).orElse(List.of());
        boolean list = step.peek("depends_on")
                .filter(Source.Sequence.class::isInstance)
                .isPresent();
        for (int i = 0; i < items.size(); i++) {
            one(items.get(i), list ? path.index(i) : path, step, names, named, mayFail);
        }
        return new Dependencies(Optional.of(named), mayFail);
    }

    private static void one(
            Source item,
            Path at,
            Given step,
            Map<String, List<String>> names,
            List<Source> named,
            List<Source> mayFail) {
        boolean allow = false;
        Source key = item;
        if (item instanceof Source.Mapping mapping) {
            Given given = new Given(mapping, at, step.book());
            allow = given.flag("allow_failure").orElse(false);
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
            named.add(Draft.text(name, key.position()));
            if (allow) {
                mayFail.add(Draft.text(name, key.position()));
            }
        }
    }

    /** Those of the group too: in Buildkite they hold for all its steps. Of a step that says nothing they hold by themselves. */
    Dependencies within(Dependencies group) {
        if (named.isEmpty() || group.named.isEmpty()) {
            return this;
        }
        List<Source> all = new ArrayList<>(named.get());
        all.addAll(group.named.get());
        List<Source> both = new ArrayList<>(mayFail);
        both.addAll(group.mayFail);
        return new Dependencies(Optional.of(all), both);
    }

    void into(Draft draft, Given step) {
        named.ifPresent(list -> draft.put("dependsOn", Draft.list(distinct(list), step.position("depends_on"))));
    }

    void allowInto(Draft draft, Given step) {
        if (!mayFail.isEmpty()) {
            draft.put("allowFailureOf", Draft.list(distinct(mayFail), step.position("depends_on")));
        }
    }

    private static List<Source> distinct(List<Source> names) {
        Set<String> seen = new LinkedHashSet<>();
        return names.stream()
                .filter(name -> seen.add(((Source.Scalar) name).text()))
                .toList();
    }
}
