package dev.sluice.core.schedule;

import dev.sluice.core.model.SoftFail;
import java.util.Optional;

/**
 * Which failed jobs do not count as failed (A2). Budgets come first: only what is not tried again is soft. A failure that is none of the
 * step's own is never soft: nobody knows what the job would have said.
 */
final class SoftFailures {

    private SoftFailures() {}

    /** @param job as its own step's other policies judge it */
    static Standing judged(Optional<SoftFail> rule, Standing job) {
        if (rule.isEmpty()) {
            return job;
        }
        if (job instanceof Standing.Ended ended) {
            return new Standing.Ended(judged(rule.get(), ended.report()));
        }
        return job instanceof Standing.Again again
                ? new Standing.Again(again.next(), again.report(), judged(rule.get(), again.failed()))
                : job;
    }

    private static JobReport judged(SoftFail rule, JobReport job) {
        return job.state() == JobState.FAILED
                        && job.failure().filter(f -> soft(rule, f)).isPresent()
                ? job.with(JobState.SOFT_FAILED)
                : job;
    }

    /** Where exit codes are listed, nothing else is soft: a timeout's code is the signal's. */
    static boolean soft(SoftFail rule, Failure failure) {
        if (rule.exitCodes().isPresent()) {
            return failure.kind() == Failure.Kind.STEP
                    && failure.exitCode().isPresent()
                    && rule.exitCodes().get().contains(failure.exitCode().getAsInt());
        }
        return failure.kind() == Failure.Kind.STEP || failure.kind() == Failure.Kind.TIMEOUT;
    }
}
