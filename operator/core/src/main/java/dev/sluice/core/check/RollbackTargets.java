package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A step goes back to itself or to a step that it comes after: what need not have run can't be undone. */
final class RollbackTargets {

    private RollbackTargets() {}

    static List<Problem> check(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        Optional<Ancestry> ancestry = Ancestry.of(subject.graph());
        for (PlacedStep placed : subject.sound()) {
            ((CommandStep) placed.step())
                    .failure()
                    .rollbackTo()
                    .flatMap(to -> fault(subject, ancestry, placed.name(), to))
                    .ifPresent(message -> problems.add(
                            Problem.invalid(placed.path().field("rollbackTo").text(), message)));
        }
        return problems;
    }

    private static Optional<String> fault(Subject subject, Optional<Ancestry> ancestry, String step, String to) {
        if (to.equals(step)) {
            return Optional.empty();
        }
        Optional<PlacedStep> target = subject.graph().step(to);
        if (target.isEmpty()) {
            return subject.allNamed() ? Optional.of(unknown(subject, to)) : Optional.empty();
        }
        if (!(target.get().step() instanceof CommandStep)) {
            return Optional.of("\"" + to + "\" runs nothing, so there is nothing to go back to");
        }
        return ancestry.isEmpty() || ancestry.get().isBefore(to, step)
                ? Optional.empty()
                : Optional.of("\"" + to + "\" need not have run when this step fails; name it in dependsOn");
    }

    private static String unknown(Subject subject, String to) {
        Set<String> names = new HashSet<>();
        subject.graph().steps().stream()
                .filter(placed -> placed.step() instanceof CommandStep)
                .forEach(placed -> names.add(placed.name()));
        return "no step named \"" + to + "\"" + Nearest.hint(to, names);
    }
}
