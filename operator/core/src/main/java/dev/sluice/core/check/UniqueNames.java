package dev.sluice.core.check;

import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two steps have one name, groups and their steps included. */
final class UniqueNames {

    private UniqueNames() {}

    static List<Problem> check(Subject subject) {
        Map<String, PlacedStep> first = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (PlacedStep placed : subject.all()) {
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
