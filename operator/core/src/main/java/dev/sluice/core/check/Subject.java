package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Target;
import java.util.List;

/**
 * What is checked.
 *
 * @param request what a run brings
 * @param known what is wrong already: nothing is concluded from a part that could not be read
 */
record Subject(Pipeline pipeline, RunRequest request, List<Problem> known, List<PlacedStep> all, StepGraph graph) {

    static Subject of(Pipeline pipeline, RunRequest request, List<Problem> known) {
        List<PlacedStep> all = PlacedStep.all(pipeline);
        return new Subject(pipeline, request, known, all, StepGraph.of(all));
    }

    List<Target> targets() {
        return request.targetsOf(pipeline);
    }

    /** Command steps that could be read whole. */
    List<PlacedStep> sound() {
        return all.stream()
                .filter(placed -> placed.step() instanceof CommandStep
                        && sound(placed.path().text()))
                .toList();
    }

    /** Steps at which a person decides. */
    List<PlacedStep> gates() {
        return all.stream().filter(placed -> placed.step() instanceof GateStep).toList();
    }

    boolean sound(String path) {
        return known.stream().noneMatch(problem -> problem.kind() == Problem.Kind.INVALID && isWithin(problem, path));
    }

    /** Every step has a name; where one has not, nobody can say that a name is unknown. */
    boolean allNamed() {
        return all.stream().noneMatch(placed -> placed.name().isEmpty());
    }

    private static boolean isWithin(Problem problem, String path) {
        String at = problem.path();
        return at.startsWith(path) && (at.length() == path.length() || ".[".indexOf(at.charAt(path.length())) >= 0);
    }
}
