package dev.sluice.core.check;

import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A rerun names steps of the pipeline as it is now. */
final class RerunSteps {

    private RerunSteps() {}

    static List<Problem> check(Subject subject) {
        Optional<Rerun> rerun = subject.request().rerun();
        if (rerun.isEmpty()) {
            return List.of();
        }
        Set<String> names =
                subject.graph().steps().stream().map(PlacedStep::name).collect(Collectors.toSet());
        List<Problem> problems = new ArrayList<>();
        List<String> steps = rerun.get().steps();
        for (int i = 0; i < steps.size(); i++) {
            if (!names.contains(steps.get(i))) {
                problems.add(Problem.invalid(
                        Path.of("spec.rerunOf.steps").index(i).text(),
                        "no step named \"" + steps.get(i) + "\"" + Nearest.hint(steps.get(i), names)));
            }
        }
        return problems;
    }
}
