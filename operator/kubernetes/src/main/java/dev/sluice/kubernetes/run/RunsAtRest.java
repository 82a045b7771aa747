package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import java.time.Instant;
import java.util.Optional;

/** Runs that have ended. */
final class RunsAtRest {

    private final Standings standings;
    private final Admissions admissions;
    private final Telling telling;
    private final Reporter reporter;
    private final Afterwards afterwards;

    RunsAtRest(Standings standings, Admissions admissions, Telling telling, Reporter reporter, Afterwards afterwards) {
        this.standings = standings;
        this.admissions = admissions;
        this.telling = telling;
        this.reporter = reporter;
        this.afterwards = afterwards;
    }

    /** It ended before any of its jobs was started. */
    Optional<Instant> unstarted(PipelineRun run, Instant now) {
        admissions.left(standings.of(run));
        return of(run, now);
    }

    /** What came of telling its end is put on record, too. */
    Optional<Instant> of(PipelineRun run, Instant now) {
        Reporter.Reported reported = reporter.report(run, telling.told(run, run.getStatus(), now), false, false, now);
        return Earliest.of(reported.lookAgain(), afterwards.of(reported.run(), now));
    }
}
