package dev.sluice.kubernetes.observe;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Observed;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sorts what is stored about a run, in its status and its objects, into what a decision needs. */
public final class RunObserver {

    private RunObserver() {}

    /** The newest attempt of each job, by the objects that this run controls. Nobody else's are believed. */
    public static Map<JobId, Attempt> attempts(String runUid, Collection<Pod> pods, Collection<Job> jobs) {
        List<Job> own = jobs.stream()
                .filter(job -> runUid.equals(PodIdentity.controller(job)))
                .toList();
        Set<String> controllers = new HashSet<>(Set.of(runUid));
        own.forEach(job -> controllers.add(job.getMetadata().getUid()));
        Map<JobId, Attempt> attempts = new HashMap<>();
        for (Pod pod : pods) {
            if (controllers.contains(PodIdentity.controller(pod))) {
                PodIdentity.of(pod)
                        .ifPresent(
                                identity -> attempts.merge(identity.job(), attempt(identity, pod), RunObserver::newer));
            }
        }
        own.forEach(job -> BatchJob.attempts(job).forEach(attempts::putIfAbsent));
        return attempts;
    }

    /** Jobs that were seen with an attempt of which nothing is there. */
    public static Set<JobId> missing(Recorded recorded, Map<JobId, Attempt> attempts) {
        Set<JobId> missing = new HashSet<>();
        recorded.active().forEach((job, known) -> {
            Attempt seen = attempts.get(job);
            if (seen == null || seen.number() < known.number()) {
                missing.add(job);
            }
        });
        return missing;
    }

    public static Observed observed(
            Instant startTime, boolean cancelRequested, Recorded recorded, Map<JobId, Attempt> attempts) {
        Map<JobId, JobReport> known = recorded.settled(attempts);
        Map<JobId, Attempt> all = new HashMap<>(recorded.active());
        all.keySet().removeAll(known.keySet());
        // The Pod of an earlier attempt says nothing of the one that is on record.
        attempts.forEach(
                (job, seen) -> all.merge(job, seen, (record, pod) -> pod.number() < record.number() ? record : pod));
        Map<JobId, JobReport> settled = new HashMap<>();
        known.forEach((job, report) -> settled.put(job, completed(report, attempts.get(job))));
        return new Observed(startTime, cancelRequested, settled, all);
    }

    private static Attempt attempt(PodIdentity identity, Pod pod) {
        return new Attempt(identity.attempt(), identity.infrastructureFailures(), PodState.of(pod));
    }

    /** Of two Pods of one attempt (a Job controller's replacement), the one that is there counts. */
    private static Attempt newer(Attempt a, Attempt b) {
        if (a.number() != b.number()) {
            return a.number() > b.number() ? a : b;
        }
        return b.active() ? b : a;
    }

    /** A record is short; while the Pod is there it knows the rest. */
    private static JobReport completed(JobReport settled, Attempt attempt) {
        if (attempt == null) {
            return settled;
        }
        if (attempt.state() instanceof Attempt.State.Succeeded s && settled.state() == JobState.SUCCEEDED) {
            Map<String, String> outputs = settled.outputs().isEmpty() ? s.outputs() : settled.outputs();
            return new JobReport(
                    settled.state(),
                    attempt.number(),
                    attempt.infrastructureFailures(),
                    settled.failure(),
                    settled.trouble(),
                    outputs,
                    Optional.of(s.start()),
                    Optional.of(s.end()));
        }
        if (attempt.state() instanceof Attempt.State.Failed f && settled.state().failed()) {
            return new JobReport(
                    settled.state(),
                    attempt.number(),
                    Math.max(settled.infrastructureFailures(), attempt.infrastructureFailures()),
                    Optional.of(f.failure()),
                    settled.trouble(),
                    settled.outputs(),
                    Optional.of(f.start()),
                    Optional.of(f.end()));
        }
        return settled;
    }
}
