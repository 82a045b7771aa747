package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.plan.JobId;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a decision may know, made anew from what is stored each time; never remembered.
 *
 * @param startTime when the run was accepted
 * @param cancelRequested a person asked the run to end
 * @param settled jobs that an earlier report says have ended; this is never taken back
 * @param attempts the newest attempt of each job that has one, settled jobs included while their attempt is still there
 * @param gates what people decided, by the gate's name
 * @param rollbacks those on record, by their id
 * @param admission whether the run's concurrency group lets it begin
 * @param grants what the jobs have of their concurrency groups
 * @param earlier the run this one takes over from
 * @param agents what the agents are now, by name: a text that changes when they do
 * @param assurance what is known of those who decide at gates, and of what they decide on
 * @param ancestors runs that wait for this one, and what they have of concurrency groups
 */
@RecordBuilder
public record Observed(
        Instant startTime,
        boolean cancelRequested,
        Map<JobId, JobReport> settled,
        Map<JobId, Attempt> attempts,
        Map<String, GateRecord> gates,
        List<Rollback> rollbacks,
        Admission admission,
        Grants grants,
        Optional<Earlier> earlier,
        Map<String, String> agents,
        Assurance assurance,
        WaitingAncestors ancestors) {

    public Observed(
            Instant startTime, boolean cancelRequested, Map<JobId, JobReport> settled, Map<JobId, Attempt> attempts) {
        this(
                startTime,
                cancelRequested,
                settled,
                attempts,
                Map.of(),
                List.of(),
                Admission.ADMITTED,
                Grants.NONE,
                Optional.empty(),
                Map.of(),
                Assurance.NONE,
                WaitingAncestors.NONE);
    }

    public Observed {
        // Not Map.copyOf: it probes linearly, and the hashes of jobs that count upwards make one row of thousands.
        settled = Collections.unmodifiableMap(new HashMap<>(settled));
        attempts = Collections.unmodifiableMap(new HashMap<>(attempts));
        gates = Map.copyOf(gates);
        rollbacks = List.copyOf(rollbacks);
    }

    public GateRecord gate(String name) {
        return gates.getOrDefault(name, GateRecord.NONE);
    }

    public Observed withGates(Map<String, GateRecord> other) {
        return ObservedBuilder.builder(this).gates(other).build();
    }

    public Observed withRollbacks(List<Rollback> other) {
        return ObservedBuilder.builder(this).rollbacks(other).build();
    }

    public Observed withAdmission(Admission other) {
        return ObservedBuilder.builder(this).admission(other).build();
    }

    public Observed withGrants(Grants other) {
        return ObservedBuilder.builder(this).grants(other).build();
    }

    Observed since(Instant other) {
        return ObservedBuilder.builder(this).startTime(other).build();
    }

    Observed withCancel() {
        return ObservedBuilder.builder(this).cancelRequested(true).build();
    }

    public Observed withEarlier(Optional<Earlier> other, Map<String, String> agentsNow) {
        return ObservedBuilder.builder(this).earlier(other).agents(agentsNow).build();
    }

    public Observed withAssurance(Assurance other) {
        return ObservedBuilder.builder(this).assurance(other).build();
    }

    public Observed withAncestors(WaitingAncestors other) {
        return ObservedBuilder.builder(this).ancestors(other).build();
    }

    /** With more that is settled. */
    public Observed withSettled(Map<JobId, JobReport> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<JobId, JobReport> all = new HashMap<>(settled);
        all.putAll(more);
        return ObservedBuilder.builder(this).settled(all).build();
    }
}
