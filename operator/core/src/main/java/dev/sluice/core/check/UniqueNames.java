package dev.sluice.core.check;

import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two steps have one name, groups and their steps included. Of two, the one that came later is to blame. */
final class UniqueNames {

    private UniqueNames() {}

    static List<Problem> check(Subject subject) {
        Map<String, PlacedStep> first = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        List<PlacedStep> asTheyCame = new ArrayList<>(subject.all());
        asTheyCame.sort(Comparator.comparing(
                placed -> placed.upload().map(PlacedStep.Upload::number).orElse(-1)));
        for (PlacedStep placed : asTheyCame) {
            PlacedStep other = placed.name().isEmpty() ? null : first.putIfAbsent(placed.name(), placed);
            if (other != null) {
                problems.add(Problem.invalid(
                        placed.path().field("name").text(),
                        "\"" + placed.name() + "\" is the name of " + other.path() + " already"));
            }
        }
        return problems;
    }
}
