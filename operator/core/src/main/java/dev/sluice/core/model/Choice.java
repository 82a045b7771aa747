package dev.sluice.core.model;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which steps a run is about (E3): {@code only} some, or all but {@code skip}. What is left out is not run, and counts as there for the
 * steps after it.
 *
 * @param only steps or groups; none: all of them
 * @param skip steps or groups
 * @param taken of the steps that are left out, those whose outputs are taken from an earlier run
 * @param from that run; empty: nothing is taken
 */
public record Choice(Set<String> only, Set<String> skip, Set<String> taken, String from) {

    public static final Choice ALL = new Choice(Set.of(), Set.of(), Set.of(), "");

    public Choice {
        only = Ordered.copyOf(only);
        skip = Ordered.copyOf(skip);
        taken = Ordered.copyOf(taken);
    }

    public static Choice of(List<String> only, List<String> skip) {
        return new Choice(new LinkedHashSet<>(only), new LinkedHashSet<>(skip), Set.of(), "");
    }

    public Choice taking(Set<String> steps, String run) {
        return new Choice(only, skip, steps, run);
    }

    /** Why a step is not run. A gate before a chosen step is asked all the same: nobody passes it by choosing. */
    public Optional<String> leavesOut(Step step, Optional<String> group, boolean beforeChosen) {
        if (names(skip, step, group)) {
            return Optional.of("left out");
        }
        boolean runs = only.isEmpty() || names(only, step, group) || step instanceof GateStep && beforeChosen;
        return runs ? Optional.empty() : Optional.of("not chosen");
    }

    private static boolean names(Set<String> names, Step step, Optional<String> group) {
        return names.contains(step.name()) || group.filter(names::contains).isPresent();
    }
}
