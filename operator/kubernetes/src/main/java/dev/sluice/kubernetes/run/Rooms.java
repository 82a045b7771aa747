package dev.sluice.kubernetes.run;

import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.Report;
import dev.sluice.kubernetes.act.Applied;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A namespace whose quota is used up holds jobs back; nothing tells when there is room, so it is tried again. */
final class Rooms {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private Rooms() {}

    static Optional<Instant> lookAgain(Applied applied, Instant now) {
        return applied.noRoom().map(message -> now.plus(AGAIN));
    }

    static Decision told(Decision decision, Applied applied) {
        if (applied.noRoom().isEmpty() || decision.report().phase().ended()) {
            return decision;
        }
        Report report = decision.report();
        String held = "jobs are held back: " + applied.noRoom().get();
        String message = report.message().isEmpty() ? held : report.message() + "; " + held;
        return decision.withReport(report.withMessage(message));
    }
}
