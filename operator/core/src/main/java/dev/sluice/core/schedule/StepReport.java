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
        RUNNING,
        SUCCEEDED,
        FAILED,
        SKIPPED,
        CANCELLED;

        public boolean ended() {
            return this != PENDING && this != RUNNING;
        }
    }

    public StepReport {
        jobs = List.copyOf(jobs);
    }

    public long count(JobState state) {
        return jobs.stream().filter(j -> j.state() == state).count();
    }
}
