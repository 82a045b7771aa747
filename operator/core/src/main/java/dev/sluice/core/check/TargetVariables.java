package dev.sluice.core.check;

import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A target gives values to variables that the pipeline declares, and what the pipeline makes of them stays short. */
final class TargetVariables {

    private static final Path TARGETS = Path.of("spec").field("targets");

    private TargetVariables() {}

    static List<Problem> check(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        if (!VariablesResolve.check(subject).isEmpty()) {
            return problems; // said already
        }
        List<Target> targets = subject.targets();
        for (int i = 0; i < targets.size(); i++) {
            if (!targets.get(i).variables().isEmpty()) {
                Path at = TARGETS.index(i).field("variables");
                for (Problem problem : VariablesResolve.check(subject, given(subject, targets.get(i)))) {
                    problems.add(Problem.invalid(at(at, targets.get(i), problem), problem.message()));
                }
            }
        }
        return problems;
    }

    /** What stands in place of the pipeline's values: without a target, and on each that has values of its own. */
    static Set<Map<String, String>> given(Subject subject) {
        Set<Map<String, String>> given = new LinkedHashSet<>();
        given.add(subject.request().variables());
        subject.targets().stream()
                .filter(target -> !target.variables().isEmpty())
                .forEach(target -> given.add(given(subject, target)));
        return given;
    }

    private static Map<String, String> given(Subject subject, Target target) {
        Map<String, String> given = new HashMap<>(subject.request().variables());
        given.putAll(target.variables());
        return given;
    }

    /** The variable that the target gives; of one that the pipeline makes of it, the target's variables as a whole. */
    private static String at(Path variables, Target target, Problem problem) {
        String name = problem.path().substring(VariablesResolve.PATH.length() + 1);
        return target.variables().containsKey(name) ? variables.field(name).text() : variables.text();
    }
}
