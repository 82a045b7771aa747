package dev.sluice.core.schedule;

import dev.sluice.core.plan.JobId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a decision may know, made anew from what is stored each time; never remembered.
 *
 * @param startTime when the run was accepted
 * @param cancelRequested a person asked the run to end
 * @param settled jobs that an earlier report says have ended; this is never taken back
 * @param attempts the newest attempt of each job that has one, settled jobs included while their attempt is still there
 * @param gates what people decided, by the gate's name
 * @param rollbacks those on record, by their id
 */
public record Observed(
        Instant startTime,
        boolean cancelRequested,
        Map<JobId, JobReport> settled,
        Map<JobId, Attempt> attempts,
        Map<String, GateRecord> gates,
        List<Rollback> rollbacks) {

    public Observed(
            Instant startTime, boolean cancelRequested, Map<JobId, JobReport> settled, Map<JobId, Attempt> attempts) {
        this(startTime, cancelRequested, settled, attempts, Map.of(), List.of());
    }

    public Observed {
        // Not Map.copyOf: it probes linearly, and the hashes of jobs that count upwards make one row of thousands.
        settled = Collections.unmodifiableMap(new HashMap<>(settled));
        attempts = Collections.unmodifiableMap(new HashMap<>(attempts));
        gates = Map.copyOf(gates);
        rollbacks = List.copyOf(rollbacks);
    }

    public Observed withGates(Map<String, GateRecord> other) {
        return new Observed(startTime, cancelRequested, settled, attempts, other, rollbacks);
    }

    public Observed withRollbacks(List<Rollback> other) {
        return new Observed(startTime, cancelRequested, settled, attempts, gates, other);
    }
}
