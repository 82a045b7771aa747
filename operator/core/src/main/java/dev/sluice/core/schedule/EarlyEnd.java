package dev.sluice.core.schedule;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A run that ends before its work is done: what is there is stopped, nothing is started, what is unfinished is cancelled. */
enum EarlyEnd {
    CANCELLED,
    TIMED_OUT;

    private static final Standing NEVER_STARTED = new Standing.Ended(JobReports.without(JobState.CANCELLED));

    static Optional<EarlyEnd> of(Plan plan, Observed observed, Instant now) {
        if (observed.cancelRequested()) {
            return Optional.of(CANCELLED);
        }
        if (timedOut(plan, observed, now) || anyCancelled(plan, observed)) {
            return Optional.of(TIMED_OUT);
        }
        return Optional.empty();
    }

    private static boolean timedOut(Plan plan, Observed observed, Instant now) {
        return plan.rules().timeout().isPresent()
                && Timeouts.passed(Timeouts.deadline(plan, observed, TimeInGates.of(observed, now)), now);
    }

    /** Once begun it goes on, whatever a clock that was set back says. */
    private static boolean anyCancelled(Plan plan, Observed observed) {
        if (plan.rules().timeout().isEmpty()) {
            return false;
        }
        for (Map.Entry<JobId, JobReport> settled : observed.settled().entrySet()) {
            if (settled.getValue().state() == JobState.CANCELLED
                    && !FailFast.explains(plan, observed, settled.getKey())) {
                return true;
            }
        }
        return false;
    }

    /** What becomes of an unfinished job: attempts that are there are let go first. */
    static Standing end(Standing job) {
        if (job instanceof Standing.Unstarted) {
            return NEVER_STARTED;
        }
        if (job instanceof Standing.Again again) {
            JobReport failed = again.failed();
            return new Standing.Ended(JobReports.cancelled(
                    failed.attempts(), failed.infrastructureFailures(), failed.start(), failed.end()));
        }
        return job;
    }

    /** A job whose attempt is gone because the run is being ended. */
    static JobReport stopped(Attempt attempt, Optional<Instant> start, Instant end) {
        return JobReports.cancelled(attempt.number(), attempt.infrastructureFailures(), start, Optional.of(end));
    }
}
