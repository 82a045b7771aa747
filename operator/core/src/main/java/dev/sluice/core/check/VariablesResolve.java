package dev.sluice.core.check;

import dev.sluice.core.model.EventVariables;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import dev.sluice.core.text.TemplateException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every variable has a value in the end: its references are variables, no two wait for one another, and it stays short. */
final class VariablesResolve {

    static final String PATH = "spec.variables";
    static final int LONGEST = 4096;

    private final Map<String, Template> templates = new LinkedHashMap<>();
    private final Map<String, Long> lengths = new HashMap<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Subject subject;
    private final Map<String, String> given;

    /** @param given values in place of the pipeline's */
    private VariablesResolve(Subject subject, Map<String, String> given) {
        this.subject = subject;
        this.given = given;
    }

    static List<Problem> check(Subject subject) {
        return check(subject, subject.request().variables());
    }

    static List<Problem> check(Subject subject, Map<String, String> given) {
        return subject.sound(PATH) ? new VariablesResolve(subject, given).run() : List.of();
    }

    /** The length of each value on whatever target it is longest, where all of them have one. */
    static Optional<Map<String, Long>> lengths(Subject subject) {
        Map<String, Long> longest = new HashMap<>();
        for (Map<String, String> given : TargetVariables.given(subject)) {
            VariablesResolve check = new VariablesResolve(subject, given);
            if (!subject.sound(PATH) || !check.run().isEmpty()) {
                return Optional.empty();
            }
            check.lengths.forEach((name, length) -> longest.merge(name, length, Math::max));
        }
        return Optional.of(longest);
    }

    /** All that {@code ${…}} may name. */
    static Set<String> known(Subject subject) {
        Set<String> known = new LinkedHashSet<>(subject.pipeline().variables().keySet());
        known.addAll(EventVariables.IMPLICIT);
        return known;
    }

    private List<Problem> run() {
        EventVariables.implicit(subject.request().event())
                .forEach((name, value) -> lengths.put(name, (long) value.length()));
        lengths.keySet().removeAll(subject.pipeline().variables().keySet());
        given.forEach(this::override);
        subject.pipeline().variables().forEach(this::parse);
        templates.keySet().forEach(this::length);
        return problems;
    }

    private void override(String name, String value) {
        Set<String> declared = subject.pipeline().variables().keySet();
        if (!declared.contains(name)) {
            problem(name, "the pipeline declares no variable \"" + name + "\"" + Nearest.hint(name, declared));
        } else if (value.codePointCount(0, value.length()) > LONGEST) {
            problem(name, "has more than 4,096 characters");
        } else if (value.indexOf('\0') >= 0) {
            problem(name, "has a zero byte");
        }
        lengths.put(name, (long) value.length());
    }

    private void parse(String name, String value) {
        if (given.containsKey(name)) {
            return;
        }
        try {
            Template template = Template.parse(value);
            template.references().forEach(reference -> check(name, reference));
            templates.put(name, template);
        } catch (TemplateException e) {
            problem(name, e.getMessage());
        }
    }

    private void check(String name, Reference reference) {
        if (!(reference instanceof Reference.Variable variable)) {
            problem(name, reference + " is known in steps alone");
            return;
        }
        Set<String> known = known(subject);
        if (!known.contains(variable.name())) {
            problem(name, "no variable named \"" + variable.name() + "\"" + Nearest.hint(variable.name(), known));
        }
    }

    /** Lengths are added up before any text is made: twenty variables that double one another are a million times the first. */
    private long length(String name) {
        Long known = lengths.get(name);
        if (known != null || !templates.containsKey(name)) {
            return known == null ? 0 : known;
        }
        if (!open.add(name)) {
            List<String> cycle = new ArrayList<>(open).subList(List.copyOf(open).indexOf(name), open.size());
            problem(name, "these variables refer to one another: " + String.join(" → ", cycle) + " → " + name);
            return 0;
        }
        long length = 0;
        for (Template.Part part : templates.get(name).parts()) {
            length += part instanceof Template.Literal literal ? literal.text().length() : 0;
            length += part instanceof Reference.Variable variable ? length(variable.name()) : 0;
        }
        open.remove(name);
        if (length > LONGEST) {
            problem(name, "has %,d characters once its variables are replaced; at most 4,096".formatted(length));
            length = 0;
        }
        lengths.put(name, length);
        return length;
    }

    private void problem(String name, String message) {
        problems.add(Problem.invalid(Path.of(PATH).field(name).text(), message));
    }
}
