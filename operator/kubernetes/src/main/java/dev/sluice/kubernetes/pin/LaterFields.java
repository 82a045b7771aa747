package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Fields of a run that no code acts on yet. A run that uses one is refused: better than one that leaves it out in silence. */
final class LaterFields {

    private LaterFields() {}

    static List<Problem> of(PipelineRunSpec spec) {
        List<Problem> problems = new ArrayList<>();
        check(problems, "spec.startedBy", spec.startedBy());
        return problems;
    }

    private static void check(List<Problem> problems, String path, Object value) {
        boolean empty = value == null || value instanceof Collection<?> list && list.isEmpty();
        if (!empty) {
            problems.add(Problem.notYetSupported(path));
        }
    }
}
