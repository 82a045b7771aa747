package dev.sluice.kubernetes.act;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Failure;
import java.util.Map;
import java.util.Optional;

/**
 * What came of the actions of a decision.
 *
 * @param failures jobs that can never start
 * @param noRoom why some could not be created now; they are tried again later
 */
public record Applied(Map<JobId, Failure> failures, Optional<String> noRoom) {

    public static final Applied ALL = new Applied(Map.of(), Optional.empty());

    public Applied {
        failures = Map.copyOf(failures);
    }
}
