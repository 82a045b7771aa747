package dev.sluice.core.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** When a step began and ended, as far as its jobs' attempts tell. */
final class StepTimes {

    private StepTimes() {}

    static Optional<Instant> start(List<Standing> jobs) {
        Instant earliest = null;
        for (Standing job : jobs) {
            Instant start = job.report().start().orElse(null);
            if (start != null && (earliest == null || start.isBefore(earliest))) {
                earliest = start;
            }
        }
        return Optional.ofNullable(earliest);
    }

    static Optional<Instant> end(List<Standing> jobs) {
        Instant latest = null;
        for (Standing job : jobs) {
            Instant end = job.report().end().orElse(null);
            if (end != null && (latest == null || end.isAfter(latest))) {
                latest = end;
            }
        }
        return Optional.ofNullable(latest);
    }
}
