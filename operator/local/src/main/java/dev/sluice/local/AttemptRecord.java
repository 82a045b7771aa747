package dev.sluice.local;

import dev.sluice.core.schedule.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a job, for the ledger and the screen.
 *
 * @param number from 1
 * @param exitCode of the process, where it ended by itself or was ended
 * @param log shared by the attempts of a job
 * @param logStart where in the log this attempt's lines begin, in bytes
 * @param cached nothing ran: its result was taken from the cache
 * @param artifacts what it wrote, where it succeeded
 * @param digest of all that it was made of, where it succeeded
 */
public record AttemptRecord(
        int number,
        Instant start,
        Optional<Instant> end,
        OptionalInt exitCode,
        Optional<Failure> failure,
        Path log,
        long logStart,
        boolean cached,
        List<String> artifacts,
        Optional<String> digest) {

    public AttemptRecord(
            int number,
            Instant start,
            Optional<Instant> end,
            OptionalInt exitCode,
            Optional<Failure> failure,
            Path log,
            long logStart) {
        this(number, start, end, exitCode, failure, log, logStart, false, List.of(), Optional.empty());
    }

    public AttemptRecord {
        artifacts = List.copyOf(artifacts);
    }

    public Duration duration(Instant now) {
        return Duration.between(start, end.orElse(now));
    }
}
