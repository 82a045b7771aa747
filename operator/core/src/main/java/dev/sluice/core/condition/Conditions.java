package dev.sluice.core.condition;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.When;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the conditions of a step hold in a run (C4), and if not, which of them decided. */
public final class Conditions {

    private final Circumstances run;

    private Conditions(Circumstances run) {
        this.run = run;
    }

    /** Why they don't hold; empty where they do. Only of conditions that all checks have passed. */
    public static Optional<String> unmet(When when, Circumstances run) {
        Verdict verdict = new Conditions(run).of(when);
        return verdict.holds() ? Optional.empty() : Optional.of(Shown.sentence(verdict.why()));
    }

    private Verdict of(When when) {
        List<Verdict> verdicts = new ArrayList<>();
        if (!when.branches().isEmpty()) {
            verdicts.add(Branches.verdict(when.branches(), run.event().branch()));
        }
        if (!when.paths().isEmpty()) {
            verdicts.add(paths(when.paths()));
        }
        if (!when.labels().isEmpty()) {
            verdicts.add(labels(when.labels()));
        }
        when.variables().entrySet().forEach(variable -> verdicts.add(variable(variable)));
        if (!when.events().isEmpty()) {
            verdicts.add(event(when.events(), run.event()));
        }
        when.expression().ifPresent(text -> verdicts.add(Expressions.verdict(text, run)));
        verdicts.addAll(Verdict.each(when.all(), this::of));
        if (!when.any().isEmpty()) {
            verdicts.add(Verdict.any(Verdict.each(when.any(), this::of)));
        }
        when.not().ifPresent(not -> verdicts.add(of(not).not()));
        return Verdict.all(verdicts);
    }

    private Verdict paths(List<String> globs) {
        if (run.event().paths().isEmpty()) {
            return Verdict.UNKNOWN;
        }
        List<String> paths = run.event().paths().get();
        for (String text : globs) {
            Glob glob = Glob.ofPath(text);
            for (String path : paths) {
                if (glob.matches(path)) {
                    return Verdict.yes("changed file " + Shown.text(path) + " matches " + Shown.text(text));
                }
            }
        }
        return Verdict.no("no changed file matches " + one(globs));
    }

    private Verdict labels(List<String> globs) {
        for (String text : globs) {
            Glob glob = Glob.ofName(text);
            Optional<String> label = run.labels().stream().filter(glob::matches).findFirst();
            if (label.isPresent()) {
                return Verdict.yes("label " + Shown.text(label.get()) + " is there");
            }
        }
        return Verdict.no("no label among " + Shown.list(globs));
    }

    private Verdict variable(Map.Entry<String, String> condition) {
        String value = run.variables().getOrDefault(condition.getKey(), "");
        String name = "variable " + condition.getKey() + " is " + (value.isEmpty() ? "empty" : Shown.text(value));
        return Verdict.of(
                Glob.ofName(condition.getValue()).matches(value),
                name,
                name + ", not " + (condition.getValue().isEmpty() ? "empty" : Shown.text(condition.getValue())));
    }

    private static Verdict event(List<String> globs, Event event) {
        String name = event.type().isEmpty() ? "a run without an event" : "event " + Shown.text(event.type());
        boolean holds = globs.stream().anyMatch(text -> Glob.ofName(text).matches(event.type()));
        return Verdict.of(holds, name + " matches " + one(globs), name + " matches none of " + Shown.list(globs));
    }

    static String one(List<String> globs) {
        return globs.size() == 1 ? Shown.text(globs.get(0)) : "any of " + Shown.list(globs);
    }
}
