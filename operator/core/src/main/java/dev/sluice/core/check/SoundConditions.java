package dev.sluice.core.check;

import dev.sluice.core.condition.Expressions;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.When;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Conditions can be read, and ask for what a run can have. */
final class SoundConditions {

    private final Set<String> variables;
    private final boolean variablesKnown;
    private final List<Problem> problems = new ArrayList<>();

    private SoundConditions(Subject subject) {
        variables = VariablesResolve.known(subject);
        variablesKnown = subject.sound(VariablesResolve.PATH);
    }

    static List<Problem> check(Subject subject) {
        SoundConditions check = new SoundConditions(subject);
        for (PlacedStep placed : subject.all()) {
            Path path = placed.path().field("when");
            if (subject.sound(path.text())) {
                placed.step().when().ifPresent(when -> check.check(when, path));
            }
        }
        return check.problems;
    }

    private void check(When when, Path path) {
        for (int i = 0; i < when.paths().size(); i++) {
            if (when.paths().get(i).startsWith("!")) {
                problem(path.field("paths").index(i), "begins with !, which branches alone know; use not: {paths: …}");
            }
        }
        when.variables().keySet().forEach(name -> variable(name, path.field("variables")));
        when.expression().flatMap(Expressions::fault).ifPresent(fault -> problem(path.field("expression"), fault));
        when.not().ifPresent(not -> check(not, path.field("not")));
        each(when.any(), path.field("any"));
        each(when.all(), path.field("all"));
    }

    private void each(List<When> nested, Path path) {
        for (int i = 0; i < nested.size(); i++) {
            check(nested.get(i), path.index(i));
        }
    }

    private void variable(String name, Path path) {
        if (variablesKnown && !variables.contains(name)) {
            problem(path.field(name), "no variable named \"" + name + "\"" + Nearest.hint(name, variables));
        }
    }

    private void problem(Path path, String message) {
        problems.add(Problem.invalid(path.text(), message));
    }
}
