package dev.sluice.core.check;

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

    private VariablesResolve(Subject subject) {
        this.subject = subject;
    }

    static List<Problem> check(Subject subject) {
        return subject.sound(PATH) ? new VariablesResolve(subject).run() : List.of();
    }

    /** The length of each value, where all of them have one. */
    static Optional<Map<String, Long>> lengths(Subject subject) {
        VariablesResolve check = new VariablesResolve(subject);
        return subject.sound(PATH) && check.run().isEmpty() ? Optional.of(check.lengths) : Optional.empty();
    }

    private List<Problem> run() {
        subject.request().variables().forEach(this::override);
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
        if (subject.request().variables().containsKey(name)) {
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
        Set<String> declared = subject.pipeline().variables().keySet();
        if (!declared.contains(variable.name())) {
            problem(name, "no variable named \"" + variable.name() + "\"" + Nearest.hint(variable.name(), declared));
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
