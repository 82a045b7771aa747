package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.LastGood;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.CheckoutStage;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.kubernetes.observe.RecordedRollbacks;
import dev.sluice.kubernetes.pin.LostRevision;
import dev.sluice.kubernetes.pin.PinnedPipeline;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Revisions;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The run from which a step without a rollback task is taken: the newest that succeeded of those begun before. */
final class LastGoodRuns {

    private final Afterwards.Known known;
    private final Revisions revisions;
    private final Plans plans;

    LastGoodRuns(Afterwards.Known known, Revisions revisions, Plans plans) {
        this.known = known;
        this.revisions = revisions;
        this.plans = plans;
    }

    /** @param pinned what it was made from, agents included */
    record Found(LastGood run, PinnedPipeline pinned) {}

    /** None where the run needs none. Once one is on record it is that one or none. */
    Optional<Found> of(PipelineRun run, Plan plan) {
        List<Rollback> rollbacks = RecordedRollbacks.of(run.getStatus());
        Set<String> needed = LastGood.needed(
                plan,
                rollbacks.stream().filter(r -> !r.refused()).map(Rollback::to).toList());
        if (needed.isEmpty() || run.getSpec().pipeline() == null) {
            return Optional.empty();
        }
        Optional<String> recorded = rollbacks.stream()
                .map(Rollback::run)
                .filter(name -> !name.isEmpty())
                .reduce((first, last) -> last);
        Collection<PipelineRun> runs =
                known.runsOf(run.getMetadata().getNamespace(), run.getSpec().pipeline());
        if (recorded.isPresent()) {
            return runs.stream()
                    .filter(other -> other.getMetadata().getName().equals(recorded.get()))
                    .findFirst()
                    .flatMap(this::found);
        }
        return runs.stream()
                .filter(other -> isGood(other, needed) && isBefore(other, run))
                .max(Comparator.comparing(other -> other.getStatus().startTime()))
                .flatMap(this::found);
    }

    private static boolean isGood(PipelineRun other, Set<String> needed) {
        return other.getStatus() != null
                && other.getStatus().phase() == Phase.SUCCEEDED
                && other.getStatus().steps().stream()
                        .anyMatch(step -> needed.contains(step.name()) && step.state() == State.SUCCEEDED);
    }

    private static boolean isBefore(PipelineRun other, PipelineRun run) {
        return !other.getMetadata().getUid().equals(run.getMetadata().getUid())
                && (run.getStatus() == null
                        || run.getStatus().startTime() == null
                        || other.getStatus()
                                .startTime()
                                .isBefore(run.getStatus().startTime()));
    }

    private Optional<Found> found(PipelineRun good) {
        try {
            PinnedPipeline pinned = revisions.read(
                    good.getMetadata().getNamespace(), good.getStatus().revision());
            Plan plan = plans.plan(good, pinned, List.of());
            Map<JobId, Map<String, String>> outputs = new HashMap<>();
            Map<JobId, JobReport> settled = Recorded.of(good.getStatus(), plan).settled();
            settled.forEach((job, report) -> {
                if (report.state() == JobState.SUCCEEDED) {
                    outputs.put(job, report.outputs());
                }
            });
            Set<String> succeeded = good.getStatus().steps().stream()
                    .filter(step -> step.state() == State.SUCCEEDED)
                    .map(StepStatus::name)
                    .collect(Collectors.toSet());
            return Optional.of(new Found(
                    new LastGood(good.getMetadata().getName(), CheckoutStage.known(plan, settled), succeeded, outputs),
                    pinned));
        } catch (LostRevision e) {
            return Optional.empty();
        }
    }
}
