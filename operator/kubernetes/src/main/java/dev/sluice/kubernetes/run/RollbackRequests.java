package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.RollbackRequest;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.observe.RecordedRollbacks;
import dev.sluice.kubernetes.pin.LostRevision;
import dev.sluice.kubernetes.report.RunStatuses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * People ask for rollbacks by an annotation: what is asked for goes on record first, then the annotation goes. Nothing else is done of a
 * run in between, so whoever finds both knows that it is the same request.
 */
final class RollbackRequests {

    /** Each non-refused one undoes something; of the refused, a status can't keep any number. */
    private static final int MOST_KEPT = 20;

    private final Standings standings;
    private final Decisions decisions;
    private final Reporter reporter;

    RollbackRequests(Standings standings, Decisions decisions, Reporter reporter) {
        this.standings = standings;
        this.decisions = decisions;
        this.reporter = reporter;
    }

    /** The run once what was asked of it is on record or refused. A run that is new is not asked yet. */
    PipelineRun asked(PipelineRun run, Instant now) {
        boolean begun = Standings.begun(run);
        Optional<RollbackRequest> request = of(run);
        if (request.isEmpty() || !begun && !RunStatuses.ended(run.getStatus())) {
            return run;
        }
        if (!begun) {
            return refused(run, request.get(), "nothing of this run has run", now);
        }
        try {
            Standing standing = standings.of(run);
            return answered(standing, request.get(), decisions.observed(standing, now), now);
        } catch (LostRevision e) {
            return refused(run, request.get(), e.getMessage(), now);
        }
    }

    private static Optional<RollbackRequest> of(PipelineRun run) {
        Map<String, String> annotations = run.getMetadata().getAnnotations();
        return Optional.ofNullable(annotations == null ? null : annotations.get(Annotations.ROLLBACK))
                .map(RollbackRequest::of);
    }

    /** Of a run whose plan can be read. */
    private PipelineRun answered(Standing standing, RollbackRequest request, Observed observed, Instant now) {
        if (isRecorded(standing.run(), request)) {
            return taken(standing.run());
        }
        return recorded(standing.run(), request.judged(standing.plan(), observed, now), now);
    }

    /** Of one that has ended before anything of it ran, or whose plan is lost. */
    private PipelineRun refused(PipelineRun run, RollbackRequest request, String why, Instant now) {
        List<Rollback> before = RecordedRollbacks.of(run.getStatus());
        int id = before.isEmpty() ? 1 : before.get(before.size() - 1).id() + 1;
        return recorded(
                run,
                new Rollback(
                        id,
                        Rollback.Cause.MANUAL,
                        request.by(),
                        "",
                        request.to(),
                        List.of(),
                        "",
                        StepReport.State.SKIPPED,
                        why),
                now);
    }

    private PipelineRun recorded(PipelineRun run, Rollback rollback, Instant now) {
        PipelineRunStatus status = run.getStatus();
        if (rollback.refused() && isRecorded(run, rollback)) {
            return reporter.answered(run, List.of(Annotations.ROLLBACK), List.of(rollback.message()));
        }
        boolean full = rollback.refused()
                && status.rollbacks() != null
                && status.rollbacks().size() >= MOST_KEPT;
        return taken(
                full
                        ? run
                        : reporter.asked(
                                run,
                                RunStatuses.asked(
                                        status, rollback, run.getMetadata().getGeneration(), now)));
    }

    /** What this very request came to: nothing has gone on since. */
    private static boolean isRecorded(PipelineRun run, RollbackRequest request) {
        List<Rollback> rollbacks = RecordedRollbacks.of(run.getStatus());
        if (rollbacks.isEmpty()) {
            return false;
        }
        Rollback newest = rollbacks.get(rollbacks.size() - 1);
        return newest.state() == StepReport.State.PENDING
                && newest.by().equals(request.by())
                && newest.to().equals(request.to());
    }

    /** The last that was asked for was refused in the same words: told again, as after a crash, it is no other refusal. */
    private static boolean isRecorded(PipelineRun run, Rollback refusal) {
        List<Rollback> rollbacks = RecordedRollbacks.of(run.getStatus());
        if (rollbacks.isEmpty()) {
            return false;
        }
        Rollback newest = rollbacks.get(rollbacks.size() - 1);
        return newest.refused()
                && newest.by().equals(refusal.by())
                && newest.to().equals(refusal.to())
                && newest.message().equals(refusal.message());
    }

    private PipelineRun taken(PipelineRun run) {
        return reporter.answered(run, List.of(Annotations.ROLLBACK), List.of());
    }
}
