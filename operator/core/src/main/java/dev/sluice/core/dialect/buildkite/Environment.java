package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.EnvironmentNames;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@code env} and {@code secrets}. */
final class Environment {

    /** Where a cluster keeps what Buildkite's secrets are named after. */
    static final String SECRET = "buildkite-secrets";

    private static final int LONGEST = 4096;

    private Environment() {}

    /** @param words what becomes of a value */
    static Optional<Draft> of(Given owner, String field, String name, UnaryOperator<String> words) {
        return owner.take(field)
                .flatMap(value -> Given.of(value, owner.path(field), owner.book()))
                .map(given -> {
                    Draft draft = Draft.from(given.mapping());
                    given.mapping().fields().forEach((key, entry) -> {
                        Optional<String> fault = EnvironmentNames.fault(key);
                        Path at = given.path(key);
                        if (fault.isPresent()) {
                            given.book().note(at, name, field + " " + key, "is left out: the name " + fault.get());
                            return;
                        }
                        Plain.text(entry.value(), at, given.book())
                                .filter(text -> fits(text, at, name, field + " " + key, given.book()))
                                .ifPresent(text -> draft.put(key, Draft.text(words.apply(text), entry.position())));
                    });
                    return draft;
                });
    }

    /** Encrypted keys are such values, which nothing here could decrypt; the rest of the file is none the worse for them. */
    private static boolean fits(String value, Path at, String step, String what, Notebook book) {
        boolean fits = value.length() <= LONGEST;
        if (!fits) {
            book.note(
                    at,
                    step,
                    what,
                    "is left out: it has %,d characters, and a value at most %,d".formatted(value.length(), LONGEST));
        }
        return fits;
    }

    /** {@code [A, B]} or {@code {VARIABLE: secret}}. Those of the step go over those of the pipeline. */
    static List<Source> secrets(Given owner) {
        List<Source> secrets = new ArrayList<>();
        Optional<Source> value = owner.take("secrets");
        if (value.orElse(null) instanceof Source.Mapping map) {
            for (Map.Entry<String, Source.Field> entry : map.fields().entrySet()) {
                Path at = owner.path("secrets").field(entry.getKey());
                Plain.text(entry.getValue().value(), at, owner.book())
                        .ifPresent(key -> secrets.add(secret(
                                entry.getKey(), key, entry.getValue().position().orElse(null))));
            }
        } else if (value.isPresent()) {
            for (String name : Plain.texts(value.get(), owner.path("secrets"), owner.book())) {
                secrets.add(secret(name, name, value.get().position().orElse(null)));
            }
        }
        return secrets;
    }

    private static Source secret(String variable, String key, dev.sluice.core.dialect.Position position) {
        return new Draft(Optional.ofNullable(position))
                .putText("name", variable)
                .putText("secret", SECRET)
                .putText("key", key)
                .done();
    }
}
