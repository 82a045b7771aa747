package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.Attempts;
import dev.sluice.api.v1alpha1.JobCounts;
import dev.sluice.api.v1alpha1.Outputs;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's status has on record.
 *
 * @param settled jobs that have ended, with what was recorded of them
 * @param active the attempt of each job that was seen with one
 */
public record Recorded(Map<JobId, JobReport> settled, Map<JobId, Attempt> active) {

    public Recorded {
        settled = Ordered.copyOf(settled); // not Map.copyOf, which probes thousands of consecutive jobs in a row
        active = Ordered.copyOf(active);
    }

    public static Recorded of(PipelineRunStatus status, Plan plan) {
        Map<JobId, JobReport> settled = new HashMap<>();
        Map<JobId, Attempt> active = new HashMap<>();
        if (status != null && status.steps() != null) {
            for (StepStatus step : status.steps()) {
                PlannedStep planned = plan.steps().get(step.name());
                if (planned != null && !planned.jobs().isEmpty()) {
                    OfStep ofStep = new OfStep(step, planned.jobs().size(), noticed(status));
                    settled.putAll(ofStep.settled());
                    active.putAll(ofStep.active());
                }
            }
        }
        return new Recorded(settled, active);
    }

    /** When a loss could first have been noticed, the same for everybody who looks: no clock is read. */
    private static Instant noticed(PipelineRunStatus status) {
        return status.reportTime() != null
                ? status.reportTime()
                : Optional.ofNullable(status.startTime()).orElse(Instant.EPOCH);
    }

    /** One step's entry. */
    private record OfStep(StepStatus step, int size, Instant noticed) {

        Map<JobId, JobReport> settled() {
            BitSet succeeded = Intervals.read(step.succeeded(), size);
            BitSet failed = Intervals.read(step.failed(), size);
            BitSet cancelled = Intervals.read(step.cancelled(), size);
            if (step.completionTime() != null && over()) {
                fill(succeeded, failed, cancelled);
            }
            Map<JobId, JobReport> reports = new HashMap<>();
            Map<Integer, Map<String, String>> outputs = outputs();
            succeeded.stream()
                    .forEach(i -> reports.put(id(i), report(i, JobState.SUCCEEDED, outputs.getOrDefault(i, Map.of()))));
            failed.stream().forEach(i -> reports.put(id(i), report(i, JobState.FAILED, Map.of())));
            cancelled.stream().forEach(i -> reports.put(id(i), report(i, JobState.CANCELLED, Map.of())));
            return reports;
        }

        Map<JobId, Attempt> active() {
            Map<JobId, Attempt> attempts = new HashMap<>();
            Map<Integer, Attempts> further = further();
            Intervals.read(step.active(), size).stream().forEach(i -> {
                Attempts known = further.get(i);
                attempts.put(
                        id(i),
                        new Attempt(
                                known == null ? 1 : known.attempt(),
                                infrastructure(known),
                                new Attempt.State.Lost(noticed)));
            });
            return attempts;
        }

        private boolean over() {
            return step.state() == State.SUCCEEDED || step.state() == State.FAILED || step.state() == State.CANCELLED;
        }

        /** In a step that is over, jobs its intervals had no room for have ended as its tallies say. */
        private void fill(BitSet succeeded, BitSet failed, BitSet cancelled) {
            JobCounts counts = step.jobs();
            if (counts == null) {
                return;
            }
            List<Integer> untold = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                if (!succeeded.get(i) && !failed.get(i) && !cancelled.get(i)) {
                    untold.add(i);
                }
            }
            int next = take(untold, 0, succeeded, counts.succeeded());
            next = take(untold, next, failed, counts.failed());
            take(untold, next, cancelled, counts.cancelled());
        }

        private static int take(List<Integer> untold, int from, BitSet into, Integer count) {
            int next = from;
            while (next < untold.size() && count != null && into.cardinality() < count) {
                into.set(untold.get(next));
                next++;
            }
            return next;
        }

        private JobReport report(int index, JobState state, Map<String, String> outputs) {
            Attempts known = further().get(index);
            int attempts = known == null ? 1 : known.attempt();
            Optional<Failure> unknown = Optional.empty();
            return new JobReport(
                    state,
                    attempts,
                    infrastructure(known),
                    unknown,
                    Optional.empty(),
                    outputs,
                    Optional.empty(),
                    Optional.empty());
        }

        private Map<Integer, Attempts> further() {
            Map<Integer, Attempts> further = new HashMap<>();
            if (step.attempts() != null) {
                step.attempts().forEach(a -> further.put(a.index(), a));
            }
            return further;
        }

        private Map<Integer, Map<String, String>> outputs() {
            Map<Integer, Map<String, String>> outputs = new HashMap<>();
            if (step.outputs() != null) {
                for (Outputs of : step.outputs()) {
                    outputs.put(of.index(), of.values());
                }
            }
            return outputs;
        }

        private static int infrastructure(Attempts known) {
            return known == null || known.infrastructure() == null ? 0 : known.infrastructure();
        }

        private JobId id(int index) {
            return new JobId(step.name(), index);
        }
    }
}
