package dev.sluice.core.plan;

import dev.sluice.core.model.Ordered;
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
}
