package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.Attempts;
import dev.sluice.api.v1alpha1.Outputs;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.plan.Checkouts;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run's status has on record.
 *
 * @param settled jobs that have ended, with what was recorded of them
 * @param active the attempt of each job that was seen with one
 * @param untold of steps that are over: jobs there was no room for
 */
public record Recorded(Map<JobId, JobReport> settled, Map<JobId, Attempt> active, List<Untold> untold) {

    /**
     * Jobs of a step that is over which its intervals had no room for, and how many of them ended how.
     */
    record Untold(String step, List<Integer> jobs, Map<JobState, Integer> counts) {

        /** Each job's own attempt says best how it ended; what is left of the tallies is for those whose attempts are gone. */
        Map<JobId, JobReport> settled(Map<JobId, Attempt> attempts) {
            Map<JobState, Integer> left = new EnumMap<>(counts);
            List<JobId> gone = new ArrayList<>();
            for (int job : jobs) {
                JobId id = new JobId(step, job);
                Attempt attempt = attempts.get(id);
                if (attempt == null) {
                    gone.add(id);
                } else {
                    JobState end = end(attempt);
                    boolean soft = end == JobState.FAILED && left.getOrDefault(end, 0) <= 0;
                    left.merge(soft ? JobState.SOFT_FAILED : end, -1, Integer::sum);
                }
            }
            Map<JobId, JobReport> settled = new HashMap<>();
            int next = 0;
            for (JobState state :
                    List.of(JobState.SUCCEEDED, JobState.FAILED, JobState.SOFT_FAILED, JobState.CANCELLED)) {
                for (int n = left.getOrDefault(state, 0); n > 0 && next < gone.size(); n--) {
                    settled.put(gone.get(next++), report(state, null, Map.of()));
                }
            }
            return settled;
        }

        private static JobState end(Attempt attempt) {
            if (attempt.state() instanceof Attempt.State.Succeeded) {
                return JobState.SUCCEEDED;
            }
            return attempt.state() instanceof Attempt.State.Failed ? JobState.FAILED : JobState.CANCELLED;
        }
    }

    public Recorded {
        settled = Ordered.copyOf(settled); // not Map.copyOf, which probes thousands of consecutive jobs in a row
        active = Ordered.copyOf(active);
        untold = List.copyOf(untold);
    }

    public static Recorded of(PipelineRunStatus status, Plan plan) {
        Map<JobId, JobReport> settled = new HashMap<>();
        Map<JobId, Attempt> active = new HashMap<>();
        List<Untold> untold = new ArrayList<>();
        if (status != null && status.steps() != null) {
            for (StepStatus step : status.steps()) {
                PlannedStep planned = plan.find(step.name()).orElse(null);
                if (planned != null && !planned.jobs().isEmpty()) {
                    OfStep ofStep = new OfStep(step, planned.jobs().size(), noticed(status));
                    settled.putAll(ofStep.settled());
                    active.putAll(ofStep.active());
                    ofStep.untold().ifPresent(untold::add);
                }
            }
        }
        return new Recorded(settled, active, untold);
    }

    /** Something of the run was seen, whether it is there still or not. What is settled may have been taken over. */
    public boolean begun() {
        return !active.isEmpty() || settled.containsKey(Checkouts.ID);
    }

    /** With those of which only tallies are on record. */
    public Map<JobId, JobReport> settled(Map<JobId, Attempt> attempts) {
        if (untold.isEmpty()) {
            return settled;
        }
        Map<JobId, JobReport> all = new HashMap<>(settled);
        untold.forEach(step -> all.putAll(step.settled(attempts)));
        return all;
    }

    private static JobReport report(JobState state, Attempts known, Map<String, String> outputs) {
        return new JobReport(
                state,
                known == null ? 1 : known.attempt(),
                infrastructure(known),
                Optional.empty(),
                Optional.empty(),
                outputs,
                Optional.empty(),
                Optional.empty());
    }

    private static int infrastructure(Attempts known) {
        return known == null || known.infrastructure() == null ? 0 : known.infrastructure();
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
            BitSet softFailed = Intervals.read(step.softFailed(), size);
            BitSet cancelled = Intervals.read(step.cancelled(), size);
            Map<JobId, JobReport> reports = new HashMap<>();
            Map<Integer, Map<String, String>> outputs = outputs();
            Map<Integer, Attempts> further = further();
            succeeded.stream()
                    .forEach(i -> reports.put(
                            id(i), report(JobState.SUCCEEDED, further.get(i), outputs.getOrDefault(i, Map.of()))));
            failed.stream().forEach(i -> reports.put(id(i), report(JobState.FAILED, further.get(i), Map.of())));
            softFailed.stream()
                    .forEach(i -> reports.put(id(i), report(JobState.SOFT_FAILED, further.get(i), Map.of())));
            boolean never = step.startTime() == null;
            cancelled.stream()
                    .forEach(i -> reports.put(
                            id(i),
                            report(JobState.CANCELLED, never ? new Attempts(i, 0, null) : further.get(i), Map.of())));
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

        /** In a step that is over, jobs its intervals had no room for have ended as its tallies say. */
        Optional<Untold> untold() {
            if (step.completionTime() == null || !over() || step.jobs() == null) {
                return Optional.empty();
            }
            BitSet told = new BitSet();
            Map<JobState, Integer> counts = new EnumMap<>(JobState.class);
            count(
                    counts,
                    told,
                    JobState.SUCCEEDED,
                    step.succeeded(),
                    step.jobs().succeeded());
            count(counts, told, JobState.FAILED, step.failed(), step.jobs().failed());
            count(
                    counts,
                    told,
                    JobState.SOFT_FAILED,
                    step.softFailed(),
                    step.jobs().softFailed());
            count(
                    counts,
                    told,
                    JobState.CANCELLED,
                    step.cancelled(),
                    step.jobs().cancelled());
            List<Integer> untold = new ArrayList<>();
            for (int i = told.nextClearBit(0); i < size; i = told.nextClearBit(i + 1)) {
                untold.add(i);
            }
            return counts.isEmpty() || untold.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Untold(step.name(), untold, counts));
        }

        private void count(
                Map<JobState, Integer> counts, BitSet told, JobState state, String intervals, Integer tally) {
            BitSet indexes = Intervals.read(intervals, size);
            told.or(indexes);
            if (tally != null && tally > indexes.cardinality()) {
                counts.put(state, tally - indexes.cardinality());
            }
        }

        private boolean over() {
            return switch (step.state()) {
                case SUCCEEDED, SOFT_FAILED, FAILED, PARTIAL, CANCELLED, ROLLED_BACK -> true;
                default -> false;
            };
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

        private JobId id(int index) {
            return new JobId(step.name(), index);
        }
    }
}
