package dev.sluice.kubernetes.run;

import dev.sluice.kubernetes.pin.PinnedUpload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What jobs added to a run is on record before anything of it is planned, and before they count as ended. */
final class Growth {

    private final RunUploads uploads;
    private final Standings standings;
    private final Attempts attempts;
    private final Decisions decisions;
    private final Statuses statuses;
    private final Reporter reporter;

    Growth(
            RunUploads uploads,
            Standings standings,
            Attempts attempts,
            Decisions decisions,
            Statuses statuses,
            Reporter reporter) {
        this.uploads = uploads;
        this.standings = standings;
        this.attempts = attempts;
        this.decisions = decisions;
        this.statuses = statuses;
        this.reporter = reporter;
    }

    Standing recorded(Standing before, Instant now) {
        if (!before.plan().mayGrow()) {
            return before;
        }
        Standing standing = before.having(attempts.of(before));
        List<PinnedUpload> more = uploads.unrecorded(
                standing, standings.pinned(standing.run(), standing.revision()), decisions.observed(standing, now));
        if (more.isEmpty()) {
            return standing;
        }
        List<PinnedUpload> all = new ArrayList<>(standing.uploads());
        all.addAll(more);
        Standing longer = standings.grown(standing, all);
        return longer.with(reporter.report(standing.run(), statuses.of(longer, now), true, true, now)
                .run());
    }
}
