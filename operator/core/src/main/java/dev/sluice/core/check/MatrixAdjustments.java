package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Matrix;
import dev.sluice.core.model.Matrix.Adjustment;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An adjustment means one combination, which no other means, and leaves something of the matrix. */
final class MatrixAdjustments {

    private MatrixAdjustments() {}

    static List<Problem> check(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        for (PlacedStep placed : subject.sound()) {
            ((CommandStep) placed.step())
                    .matrix()
                    .ifPresent(matrix ->
                            problems.addAll(check(matrix, placed.path().field("matrix"))));
        }
        return problems;
    }

    private static List<Problem> check(Matrix matrix, Path path) {
        List<Problem> problems = new ArrayList<>();
        Map<Map<String, String>, Path> first = new HashMap<>();
        for (int i = 0; i < matrix.adjustments().size(); i++) {
            Adjustment adjustment = matrix.adjustments().get(i);
            Path at = path.field("adjustments").index(i);
            problems.addAll(dimensions(matrix, adjustment, at));
            Path other = first.putIfAbsent(adjustment.with(), at);
            if (other != null) {
                problems.add(Problem.invalid(at.field("with").text(), "is the combination of " + other + " already"));
            }
        }
        if (problems.isEmpty() && Combination.count(matrix) == 0) {
            problems.add(Problem.invalid(
                    path.text(), "all combinations are skipped; to leave out the step, give it a skip"));
        }
        return problems;
    }

    private static List<Problem> dimensions(Matrix matrix, Adjustment adjustment, Path at) {
        List<Problem> problems = new ArrayList<>();
        Path with = at.field("with");
        Set<String> known = matrix.dimensions().keySet();
        for (String name : known) {
            if (!adjustment.with().containsKey(name)) {
                problems.add(Problem.invalid(with.text(), "has no value for the dimension \"" + name + "\""));
            }
        }
        for (String name : adjustment.with().keySet()) {
            if (!known.contains(name)) {
                problems.add(Problem.invalid(
                        with.field(name).text(), "no dimension named \"" + name + "\"" + Nearest.hint(name, known)));
            }
        }
        if (problems.isEmpty() && adjustment.skip() && !Combination.within(matrix, adjustment)) {
            problems.add(Problem.invalid(with.text(), "skips a combination that the matrix does not have"));
        }
        return problems;
    }
}
