package dev.sluice.kubernetes.run;

import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.CheckoutStage;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.kubernetes.act.Applied;
import dev.sluice.kubernetes.act.KubernetesRunner;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.group.JobGroups;
import dev.sluice.kubernetes.pod.RunFrame;
import dev.sluice.kubernetes.report.RunStatuses;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Runs whose jobs are started and stopped. What a job builds on is on record before it is started. */
final class RunsUnderWay {

    private final Growth growth;
    private final Attempts attempts;
    private final Admissions admissions;
    private final Decisions decisions;
    private final Statuses statuses;
    private final KubernetesRunner runner;
    private final Objects objects;
    private final Reporter reporter;
    private final RunsAtRest atRest;

    RunsUnderWay(
            Growth growth,
            Attempts attempts,
            Admissions admissions,
            Decisions decisions,
            Statuses statuses,
            KubernetesRunner runner,
            Objects objects,
            Reporter reporter,
            RunsAtRest atRest) {
        this.growth = growth;
        this.attempts = attempts;
        this.admissions = admissions;
        this.decisions = decisions;
        this.statuses = statuses;
        this.runner = runner;
        this.objects = objects;
        this.reporter = reporter;
        this.atRest = atRest;
    }

    Optional<Instant> goOn(Standing before, Instant now) {
        Standing grown = before.seen().isPresent() ? before : growth.recorded(before, now);
        Standing checkedOut = checkedOut(grown, now);
        Standing standing = takingOver(checkedOut, now);
        return proceed(standing == checkedOut ? standing : recorded(standing, now), now);
    }

    /** The commit is on record before any job is told of it. */
    private Standing checkedOut(Standing standing, Instant now) {
        return standing.plan().checkout().isPresent()
                        && CheckoutStage.awaitsRecord(standing.plan(), decisions.observed(standing, now))
                ? recorded(standing, now)
                : standing;
    }

    private Standing recorded(Standing standing, Instant now) {
        return standing.with(reporter.begun(standing.run(), statuses.of(standing, now)));
    }

    /** What an earlier run did has to be on record before anything is started that comes after it: that run may go at any time. */
    Standing takingOver(Standing before, Instant now) {
        Standing standing = before;
        if (standing.plan().request().rerun().isPresent()) {
            Map<JobId, JobReport> more = decisions.of(standing, now).takenOver();
            while (!more.isEmpty()) {
                standing = standing.takingOver(more);
                more = decisions.of(standing, now).takenOver();
            }
        }
        return standing;
    }

    private Optional<Instant> proceed(Standing standing, Instant now) {
        Map<JobId, Failure> refused = new HashMap<>();
        JobGroups.Answer places = admissions.places(standing, now);
        Grants grants = places.grants();
        Decision decision = decisions.of(standing, refused, grants, now);
        Applied applied = apply(standing, decision);
        while (!applied.failures().isEmpty()) {
            refused.putAll(applied.failures());
            decision = decisions.of(standing, refused, grants, now);
            applied = apply(standing, decision);
        }
        Reporter.Reported reported = reporter.report(
                standing.run(),
                statuses.of(standing, Rooms.told(decision, applied), now),
                !refused.isEmpty() || attempts.leaveUntold(standing),
                !decision.actions().isEmpty(),
                now);
        if (RunStatuses.ended(reported.run().getStatus())) {
            return atRest.of(reported.run(), now);
        }
        return Earliest.of(
                decision.lookAgain(),
                reported.lookAgain(),
                Rooms.lookAgain(applied, now),
                places.lookAgain(),
                Gates.lookAgain(standing, decision.report()));
    }

    private Applied apply(Standing standing, Decision decision) {
        RunFrame frame = standing.frame();
        boolean begun = standing.recorded().begun()
                || !objects.pods(frame.namespace(), frame.name()).isEmpty();
        return runner.apply(frame, standing.plan(), decision.actions(), begun);
    }
}
