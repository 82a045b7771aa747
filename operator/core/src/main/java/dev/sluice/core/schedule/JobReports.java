package dev.sluice.core.schedule;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** How reports of jobs are made of attempts. */
final class JobReports {

    private JobReports() {}

    /** Of a job without any attempt. */
    static JobReport without(JobState state) {
        return new JobReport(
                state, 0, 0, Optional.empty(), Optional.empty(), Map.of(), Optional.empty(), Optional.empty());
    }

    static JobReport waiting(Attempt attempt, Optional<String> trouble) {
        return active(attempt, Optional.empty(), trouble, Optional.empty());
    }

    static JobReport running(Attempt attempt, Optional<Instant> since) {
        return active(attempt, Optional.empty(), Optional.empty(), since);
    }

    /**
     * Between two attempts a job is told as active, with the history its attempt carried: should the attempt vanish now, the record is
     * all that keeps its budgets.
     */
    static JobReport again(Attempt attempt, JobReport failed) {
        return active(attempt, failed.failure(), Optional.empty(), failed.start());
    }

    private static JobReport active(
            Attempt attempt, Optional<Failure> failure, Optional<String> trouble, Optional<Instant> start) {
        return new JobReport(
                JobState.ACTIVE,
                attempt.number(),
                attempt.infrastructureFailures(),
                failure,
                trouble,
                Map.of(),
                start,
                Optional.empty());
    }

    /** From an earlier run: no attempt was made. */
    static JobReport takenOver(Map<String, String> outputs) {
        return new JobReport(
                JobState.SUCCEEDED,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                outputs,
                Optional.empty(),
                Optional.empty());
    }

    static JobReport succeeded(Attempt attempt, Map<String, String> outputs, Instant start, Instant end) {
        return new JobReport(
                JobState.SUCCEEDED,
                attempt.number(),
                attempt.infrastructureFailures(),
                Optional.empty(),
                Optional.empty(),
                outputs,
                Optional.of(start),
                Optional.of(end));
    }

    /** Of a job of which nothing is known but what it wrote. */
    static JobReport succeeded(Map<String, String> outputs) {
        return new JobReport(
                JobState.SUCCEEDED,
                1,
                0,
                Optional.empty(),
                Optional.empty(),
                outputs,
                Optional.empty(),
                Optional.empty());
    }

    static JobReport failed(Attempt attempt, Failure failure, Optional<Instant> start, Instant end) {
        int infrastructure = failure.kind() == Failure.Kind.INFRASTRUCTURE ? 1 : 0;
        return new JobReport(
                JobState.FAILED,
                attempt.number(),
                attempt.infrastructureFailures() + infrastructure,
                Optional.of(failure),
                Optional.empty(),
                Map.of(),
                start,
                Optional.of(end));
    }

    /** A job that is not finished because the run is being ended. */
    static JobReport cancelled(
            int attempts, int infrastructureFailures, Optional<Instant> start, Optional<Instant> end) {
        return new JobReport(
                JobState.CANCELLED,
                attempts,
                infrastructureFailures,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                start,
                end);
    }

    /** A settled job with what its attempt, if that is still there, tells beyond the record. */
    static JobReport detailed(JobReport settled, Attempt attempt) {
        if (attempt == null || settled.end().isPresent()) {
            return settled;
        }
        if (attempt.state() instanceof Attempt.State.Succeeded s && settled.state() == JobState.SUCCEEDED) {
            return times(settled, settled.failure(), s.start(), s.end());
        }
        if (attempt.state() instanceof Attempt.State.Failed f && settled.state().failed()) {
            return times(settled, settled.failure().or(() -> Optional.of(f.failure())), f.start(), f.end());
        }
        return settled;
    }

    private static JobReport times(JobReport settled, Optional<Failure> failure, Instant start, Instant end) {
        return new JobReport(
                settled.state(),
                settled.attempts(),
                settled.infrastructureFailures(),
                failure,
                settled.trouble(),
                settled.outputs(),
                settled.start().or(() -> Optional.of(start)),
                Optional.of(end));
    }
}
