package dev.sluice.local;

import dev.sluice.core.schedule.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One attempt of a job, for the ledger and the screen.
 *
 * @param number from 1
 * @param exitCode of the process, where it ended by itself or was ended
 * @param log shared by the attempts of a job
 * @param logStart where in the log this attempt's lines begin, in bytes
 */
public record AttemptRecord(
        int number,
        Instant start,
        Optional<Instant> end,
        OptionalInt exitCode,
        Optional<Failure> failure,
        Path log,
        long logStart) {

    public Duration duration(Instant now) {
        return Duration.between(start, end.orElse(now));
    }
}
