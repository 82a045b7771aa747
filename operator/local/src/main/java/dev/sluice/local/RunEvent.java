package dev.sluice.local;

import dev.sluice.core.schedule.Attempt;
import java.util.Map;
import java.util.Optional;

/** What wakes the loop of a run. */
sealed interface RunEvent {

    /** {@code fault}: what is wrong with what it wrote, where it ended well. */
    record Ended(JobProcess process, int exitCode, Optional<String> fault) implements RunEvent {}

    record ChildEnded(JobProcess step, Attempt.State state) implements RunEvent {}

    /**
     * The cache was looked in for a job.
     *
     * @param key under which its result is to be kept, where it has to run
     * @param outputs of what was found: then its files are in place
     */
    record Looked(JobProcess looking, Optional<String> key, Optional<Map<String, String>> outputs)
            implements RunEvent {}

    /** There may be room for another process or in a concurrency group, or a run that was not waited for has ended. */
    record Wake() implements RunEvent {}

    record Decided(String gate, Asker.Reply reply) implements RunEvent {}

    /** Meant for all that this process runs. */
    record Cancel() implements RunEvent {}

    /** A newer run of its concurrency group takes its place: meant for this one and what it waits for. */
    record GiveWay() implements RunEvent {}
}
