package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Deadlock;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.plan.Job;
import java.util.Optional;

/**
 * Jobs that would wait for ever for a place that runs have which wait for this one (A2): they have failed before anything waits for them. A run
 * that was planned with such a job is not let begin; this is for those that were added to it since.
 */
final class NeverGranted {

    private NeverGranted() {}

    /** The same whenever it is looked at, on record or not: what ancestors have they have as long as this run is there. */
    static Standing judged(Job job, Standing standing, WaitingAncestors ancestors) {
        if (job.concurrency().isEmpty() || !mayBe(standing)) {
            return standing;
        }
        return Deadlock.of(job, ancestors)
                .<Standing>map(why -> new Standing.Ended(refused(standing.report(), why)))
                .orElse(standing);
    }

    /** It never began, or is on record as failed with nothing there that would say why. */
    private static boolean mayBe(Standing standing) {
        JobReport report = standing.report();
        return standing instanceof Standing.Unstarted
                || standing instanceof Standing.Ended
                        && report.state() == JobState.FAILED
                        && report.failure().isEmpty();
    }

    private static JobReport refused(JobReport report, String why) {
        return JobReportBuilder.builder(report)
                .state(JobState.FAILED)
                .failure(Optional.of(Failure.of(Failure.Kind.DEADLOCK, why)))
                .build();
    }
}
