package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.concurrency.Admission;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.report.RunStatuses;
import java.time.Instant;
import java.util.Optional;

/** Runs that are to begin. Where a concurrency group has no place for one, it waits with no more made of it than its status. */
final class QueuedRuns {

    private final Admissions admissions;
    private final Statuses statuses;
    private final Reporter reporter;
    private final Gates gates;
    private final RunsUnderWay underWay;
    private final RunsAtRest atRest;

    QueuedRuns(
            Admissions admissions,
            Statuses statuses,
            Reporter reporter,
            Gates gates,
            RunsUnderWay underWay,
            RunsAtRest atRest) {
        this.admissions = admissions;
        this.statuses = statuses;
        this.reporter = reporter;
        this.gates = gates;
        this.underWay = underWay;
        this.atRest = atRest;
    }

    Optional<Instant> enter(Standing standing, Instant now) {
        if (Boolean.TRUE.equals(standing.run().getSpec().cancel())) {
            return begun(standing.letIn(now), now);
        }
        RunQueue.Answer answer = admissions.of(standing, now);
        return answer.admission() instanceof Admission.Admitted
                ? begun(standing.letIn(now), now)
                : waiting(standing.with(answer.admission()), answer.lookAgain(), now);
    }

    private Optional<Instant> waiting(Standing standing, Optional<Instant> lookAgain, Instant now) {
        PipelineRun run = standing.run();
        PipelineRunStatus status = statuses.of(standing, now);
        if (!Standings.begun(run)) {
            PipelineRun written = reporter.begun(run, status);
            return RunStatuses.ended(status) ? atRest.unstarted(written, now) : lookAgain;
        }
        Reporter.Reported reported = reporter.report(run, status, false, false, now);
        return RunStatuses.ended(reported.run().getStatus())
                ? atRest.unstarted(reported.run(), now)
                : Earliest.of(lookAgain, reported.lookAgain());
    }

    private Optional<Instant> begun(Standing entered, Instant now) {
        Standing standing = underWay.takingOver(entered, now);
        PipelineRunStatus status = statuses.of(standing, now);
        PipelineRun written = reporter.begun(standing.run(), status);
        return RunStatuses.ended(status)
                ? atRest.unstarted(written, now)
                : underWay.goOn(standing.with(gates.begun(written)), now);
    }
}
