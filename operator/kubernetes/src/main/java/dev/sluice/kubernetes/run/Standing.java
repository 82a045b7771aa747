package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.Upload;
import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.plan.Checkouts;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Chain;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Observed;
import dev.sluice.kubernetes.guard.Guard;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.kubernetes.observe.RecordedGates;
import dev.sluice.kubernetes.observe.RecordedRollbacks;
import dev.sluice.kubernetes.observe.RunObserver;
import dev.sluice.kubernetes.pin.PinnedUpload;
import dev.sluice.kubernetes.pod.RunFrame;
import dev.sluice.kubernetes.report.RunStatuses;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run under way: what it runs, and since when.
 *
 * @param run as it was written last
 * @param admission whether its concurrency group lets it begin
 * @param agentTexts what its agents are, by name
 * @param takenOver from an earlier run, and not on record yet
 * @param uploads on record, in its order
 * @param seen what there was when uploads were looked for; absent: no step may upload
 * @param digest of what people approve; empty: nobody is asked
 * @param guard how far names can be believed
 */
@RecordBuilder
record Standing(
        PipelineRun run,
        RunFrame frame,
        Plan plan,
        String revision,
        Instant startTime,
        Admission admission,
        Map<String, String> agentTexts,
        Map<JobId, JobReport> takenOver,
        List<PinnedUpload> uploads,
        Optional<Map<JobId, Attempt>> seen,
        String digest,
        Guard guard) {

    Standing with(Admission other) {
        return StandingBuilder.builder(this).admission(other).build();
    }

    /** The time it waited is none of its own. */
    Standing letIn(Instant now) {
        return StandingBuilder.builder(this)
                .startTime(now)
                .admission(Admission.ADMITTED)
                .build();
    }

    Standing with(PipelineRun written) {
        return StandingBuilder.builder(this).run(written).build();
    }

    Standing takingOver(Map<JobId, JobReport> more) {
        Map<JobId, JobReport> all = new HashMap<>(takenOver);
        all.putAll(more);
        return StandingBuilder.builder(this).takenOver(all).build();
    }

    Standing having(Map<JobId, Attempt> attempts) {
        return StandingBuilder.builder(this)
                .seen(Optional.of(Ordered.copyOf(attempts)))
                .build();
    }

    Standing with(Guard other) {
        return StandingBuilder.builder(this).guard(other).build();
    }

    Assurance assurance() {
        return new Assurance(guard.identity(), frame.uid(), starter(run, guard), withCommit(), guard.seal());
    }

    /** The commit that is checked out is found once a run. */
    private String withCommit() {
        return Optional.ofNullable(
                        plan.checkout().isEmpty() ? null : recorded().settled().get(Checkouts.ID))
                .map(checkout -> checkout.outputs().get(Checkouts.COMMIT))
                .map(commit -> Chain.hash(List.of(digest, commit)))
                .orElse(digest);
    }

    /** Who started it is held to the caller by the policy: of a run that is older than that, anybody could have written it. */
    static Optional<String> starter(PipelineRun run, Guard guard) {
        Instant made = Instant.parse(run.getMetadata().getCreationTimestamp());
        boolean proven = guard.since()
                .map(since -> made.isAfter(since.plusSeconds(1)))
                .orElse(guard.identity() == Assurance.Identity.BELIEVED || guard.proves());
        return Optional.ofNullable(run.getSpec().startedBy()).filter(person -> proven);
    }

    /** What it was told last, with what its jobs have added since. */
    PipelineRunStatus told() {
        if (uploads.isEmpty()) {
            return run.getStatus();
        }
        return RunStatuses.withUploads(
                run.getStatus(),
                uploads.stream()
                        .map(u -> new Upload(
                                u.upload().job().step(), u.upload().job().index(), u.revision()))
                        .toList());
    }

    Recorded recorded() {
        return Recorded.of(run.getStatus(), plan);
    }

    /** @param refused jobs the API server will never let in: as good as an attempt that failed */
    Observed observed(Map<JobId, Attempt> attempts, Map<JobId, Failure> refused, Instant now) {
        Map<JobId, Attempt> all = new HashMap<>(attempts);
        Recorded recorded = recorded();
        refused.forEach((job, failure) -> {
            Attempt before = newest(all.get(job), recorded.active().get(job));
            all.put(job, failed(before, failure, now));
        });
        return RunObserver.observed(startTime, Boolean.TRUE.equals(run.getSpec().cancel()), recorded, all)
                .withSettled(takenOver)
                .withAdmission(admission)
                .withGates(gates())
                .withAssurance(digest.isEmpty() ? Assurance.NONE : assurance())
                .withRollbacks(RecordedRollbacks.of(run.getStatus()));
    }

    /** What is on record of them. */
    Map<String, GateRecord> gates() {
        return RecordedGates.of(run.getStatus());
    }

    private static Attempt newest(Attempt seen, Attempt recorded) {
        return seen == null || recorded != null && recorded.number() > seen.number() ? recorded : seen;
    }

    private static Attempt failed(Attempt before, Failure failure, Instant now) {
        int number = before == null ? 1 : before.number() + 1;
        int infrastructure = before == null ? 0 : before.infrastructureFailures();
        return new Attempt(number, infrastructure, new Attempt.State.Failed(now, now, failure));
    }
}
