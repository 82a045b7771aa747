package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.check.ConditionTexts;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code if}, {@code branches} and {@code if_changed}.
 *
 * @param skip why the step is never run: its condition asks for what is never known here
 */
record Conditions(Optional<Source> when, Optional<Source> skip) {

    private static final int MOST_GLOBS = 100;

    static Conditions of(Given step, String name) {
        Draft when = Draft.from(step.mapping());
        Optional<Source> skip = expression(step, name, when);
        step.take("branches").ifPresent(value -> branches(value, step, when));
        step.take("if_changed").ifPresent(value -> changed(value, step, name, when));
        return new Conditions(when.isEmpty() ? Optional.empty() : Optional.of(when.done()), skip);
    }

    private static Optional<Source> expression(Given step, String name, Draft when) {
        Optional<Source> written = step.take("if");
        Optional<String> text = written.flatMap(value -> Plain.text(value, step.path("if"), step.book()))
                .filter(t -> !t.isBlank());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> unknown = ConditionTexts.neverKnown(text.get());
        if (unknown.isPresent()) {
            String why = "its condition asks for " + unknown.get() + ", which is never known here";
            step.book().note(step.path("if"), name, "if", why + ", so the step is skipped");
            return Optional.of(Draft.text(why, written.get().position()));
        }
        when.put("expression", Draft.text(text.get(), written.get().position()));
        return Optional.empty();
    }

    /** {@code "main release/*"}, or a list. */
    private static void branches(Source value, Given step, Draft when) {
        List<String> globs = new ArrayList<>();
        for (String text : Plain.texts(value, step.path("branches"), step.book())) {
            for (String glob : text.strip().split("\\s+")) {
                if (!glob.isEmpty() && !globs.contains(glob)) {
                    globs.add(glob);
                }
            }
        }
        if (!globs.isEmpty()) {
            when.put("branches", Draft.texts(globs, value.position()));
        }
    }

    private static void changed(Source value, Given step, String name, Draft when) {
        Path path = step.path("if_changed");
        Optional<Source> include = Optional.of(value);
        if (value instanceof Source.Mapping mapping) {
            Given given = new Given(mapping, path, step.book());
            include = given.take("include");
            given.take("exclude").ifPresent(exclude -> step.book()
                    .note(
                            given.path("exclude"),
                            name,
                            "if_changed.exclude",
                            "is not looked at: a step too many rather than one too few"));
            given.end();
        }
        List<String> globs = new ArrayList<>();
        include.ifPresent(
                list -> Plain.texts(list, path, step.book()).forEach(text -> Braces.expanded(text, MOST_GLOBS).stream()
                        .filter(glob -> !globs.contains(glob))
                        .forEach(globs::add)));
        if (globs.size() > MOST_GLOBS) {
            step.book().problem(path, "has more than 100 patterns once its braces are expanded");
        } else if (!globs.isEmpty()) {
            when.put("paths", Draft.texts(globs, value.position()));
        }
    }
}
