package dev.sluice.core.concurrency;

import dev.sluice.core.plan.JobId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a run's jobs have of their groups.
 *
 * @param jobs those that have their place
 * @param positions where the run stands in a group's queue, 1 being the next; 0 where the group has no order
 */
public record Grants(Set<JobId> jobs, Map<String, Integer> positions) {

    public static final Grants NONE = new Grants(Set.of(), Map.of());

    public Grants {
        jobs = Set.copyOf(new HashSet<>(jobs));
        positions = Map.copyOf(positions);
    }
}
