package dev.sluice.core.check;

import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a step depends on is there, and is neither itself nor a group around it or in it. */
final class KnownDependencies {

    private KnownDependencies() {}

    static List<Problem> check(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        Set<String> names = subject.graph().names();
        for (PlacedStep placed : subject.all()) {
            List<String> dependsOn = placed.step().dependsOn().orElse(List.of());
            for (int i = 0; i < dependsOn.size(); i++) {
                Path at = placed.path().field("dependsOn").index(i);
                fault(subject, placed, dependsOn.get(i), names)
                        .ifPresent(message -> problems.add(Problem.invalid(at.text(), message)));
            }
        }
        return problems;
    }

    private static Optional<String> fault(Subject subject, PlacedStep placed, String name, Set<String> names) {
        if (name.equals(placed.name())) {
            return Optional.of("\"" + name + "\" depends on itself");
        }
        if (placed.group().filter(group -> group.name().equals(name)).isPresent()) {
            return Optional.of("\"" + name + "\" is the group that this step is in");
        }
        if (placed.step() instanceof GroupStep group
                && group.steps().stream().anyMatch(s -> s.name().equals(name))) {
            return Optional.of("\"" + name + "\" is a step of this group");
        }
        if (names.contains(name) || !subject.allNamed()) {
            return Optional.empty();
        }
        return Optional.of("no step named \"" + name + "\"" + Nearest.hint(name, names));
    }
}
