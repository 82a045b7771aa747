package dev.sluice.kubernetes.observe;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Failure;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What an Indexed Job says of indexes that have no Pod: it will make one, or it had one and is done with it. */
final class BatchJob {

    private BatchJob() {}

    static Map<JobId, Attempt> attempts(Job job) {
        String step = job.getMetadata().getLabels().get(Labels.STEP);
        int first = PodIdentity.number(job.getMetadata().getLabels().get(Labels.FIRST_JOB));
        Integer size = job.getSpec() == null ? null : job.getSpec().getCompletions();
        Map<JobId, Attempt> attempts = new HashMap<>();
        if (step == null || first < 0 || size == null) {
            return attempts;
        }
        BitSet succeeded =
                Intervals.read(job.getStatus() == null ? null : job.getStatus().getCompletedIndexes(), size);
        BitSet failed =
                Intervals.read(job.getStatus() == null ? null : job.getStatus().getFailedIndexes(), size);
        Optional<JobCondition> over = over(job);
        Instant created = PodState.instant(job.getMetadata().getCreationTimestamp());
        for (int i = 0; i < size; i++) {
            attempts.put(
                    new JobId(step, first + i),
                    new Attempt(1, 0, state(job, created, over, succeeded.get(i), failed.get(i))));
        }
        return attempts;
    }

    private static Attempt.State state(
            Job job, Instant created, Optional<JobCondition> over, boolean succeeded, boolean failed) {
        if (job.getMetadata().getDeletionTimestamp() != null) {
            return new Attempt.State.Stopping(PodState.instant(job.getMetadata().getDeletionTimestamp()));
        }
        if (succeeded) {
            return new Attempt.State.Succeeded(created, created, Map.of());
        }
        if (failed) {
            return new Attempt.State.Lost(created);
        }
        return over.<Attempt.State>map(condition -> new Attempt.State.Failed(
                        created,
                        PodState.instant(condition.getLastTransitionTime()),
                        Failure.of(
                                Failure.Kind.UNSTARTABLE,
                                "the Job " + job.getMetadata().getName() + " failed: " + condition.getMessage())))
                .orElseGet(() -> new Attempt.State.Waiting(created, Optional.empty()));
    }

    private static Optional<JobCondition> over(Job job) {
        if (job.getStatus() == null || job.getStatus().getConditions() == null) {
            return Optional.empty();
        }
        return job.getStatus().getConditions().stream()
                .filter(condition -> "Failed".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .findFirst();
    }
}
