package dev.sluice.core.plan;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Ordered;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * An earlier run that succeeded, from which steps are taken that don't say how they are undone.
 *
 * @param run its name
 * @param plan as it was
 * @param succeeded steps of it that did
 * @param outputs of its jobs
 */
public record LastGood(String run, Plan plan, Set<String> succeeded, Map<JobId, Map<String, String>> outputs) {

    public LastGood {
        succeeded = Set.copyOf(succeeded);
        outputs = Ordered.copyOf(outputs);
    }

    /**
     * Steps that are, or may be, gone back to and don't say how they are undone.
     *
     * @param to steps that are gone back to, beside those that a failure leads to
     */
    public static Set<String> needed(Plan plan, Collection<String> to) {
        Set<String> names = new HashSet<>(to);
        for (PlannedStep step : plan.steps().values()) {
            if (step.step() instanceof CommandStep command) {
                command.failure().rollbackTo().ifPresent(names::add);
            }
        }
        names.removeIf(name -> !saysNothing(plan.steps().get(name)));
        return names;
    }

    private static boolean saysNothing(PlannedStep step) {
        return step != null
                && step.step() instanceof CommandStep command
                && command.undo().isEmpty();
    }
}
