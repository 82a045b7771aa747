package dev.sluice.core.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is to be told of a step.
 *
 * @param message for people: what failed and how often, why it was skipped, what it waits for; empty where there is nothing to say
 * @param jobs in the order of their index
 */
public record StepReport(
        String name,
        State state,
        String message,
        Optional<Instant> start,
        Optional<Instant> end,
        List<JobReport> jobs) {

    public enum State {
        PENDING,
        /** It could start, and a concurrency group has no place for it. */
        QUEUED,
        RUNNING,
        /** A person is asked. */
        WAITING_APPROVAL,
        SUCCEEDED,
        /** It failed, and that does not count. */
        SOFT_FAILED,
        /** On some targets it succeeded, on others it failed. */
        PARTIAL,
        FAILED,
        SKIPPED,
        CANCELLED,
        /** It ran, and was undone. */
        ROLLED_BACK;

        public boolean ended() {
            return compareTo(SUCCEEDED) >= 0;
        }
    }

    public StepReport {
        jobs = List.copyOf(jobs);
    }

    public StepReport in(State other, String said) {
        return new StepReport(name, other, said, start, end, jobs);
    }

    public long count(JobState state) {
        return jobs.stream().filter(j -> j.state() == state).count();
    }
}
