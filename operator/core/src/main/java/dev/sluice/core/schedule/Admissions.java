package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.plan.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is told of a run that its concurrency group does not let begin. Nothing is started, and no time runs. */
final class Admissions {

    private Admissions() {}

    static Decision notYet(Plan plan, Observed observed, Instant now) {
        if (observed.admission() instanceof Admission.Rejected rejected) {
            return failed(Report.Reason.CONCURRENCY_LIMIT, rejected.message(), plan, observed, now);
        }
        if (observed.admission() instanceof Admission.Never never) {
            return failed(Report.Reason.CONCURRENCY_DEADLOCK, never.message(), plan, observed, now);
        }
        String message = ((Admission.Queued) observed.admission()).message();
        return told(Report.Phase.PENDING, Report.Reason.QUEUED, message, steps(plan, observed.since(now), now));
    }

    private static Decision failed(Report.Reason reason, String why, Plan plan, Observed observed, Instant now) {
        List<StepReport> none = steps(plan, observed.withCancel(), now).stream()
                .map(step -> step.state() == StepReport.State.CANCELLED ? told(step, why) : step)
                .toList();
        return told(Report.Phase.FAILED, reason, why, none);
    }

    private static Decision told(Report.Phase phase, Report.Reason reason, String message, List<StepReport> steps) {
        return new Decision(List.of(), new Report(phase, reason, message, steps), Optional.empty());
    }

    private static StepReport told(StepReport step, String why) {
        return new StepReport(step.name(), step.state(), "not started: " + why, step.start(), step.end(), step.jobs());
    }

    /** Of the run as a whole is told why it can't begin, not of its jobs. */
    private static List<StepReport> steps(Plan plan, Observed observed, Instant now) {
        RunStanding run = RunStanding.of(plan, observed.withAncestors(WaitingAncestors.NONE), now);
        Dependencies dependencies = new Dependencies(run, plan.rules().rollout().barrier(), observed.startTime());
        return StepReports.of(plan, run, dependencies);
    }
}
