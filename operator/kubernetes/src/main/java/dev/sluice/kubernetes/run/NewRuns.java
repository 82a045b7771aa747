package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.pin.Acceptance;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.Revisions;
import java.time.Instant;
import java.util.Optional;

/** Runs of which nothing is on record yet: they are refused, or what they are made from is pinned. */
final class NewRuns {

    private final Acceptor acceptor;
    private final Revisions revisions;
    private final EarlierRuns earlierRuns;
    private final Standings standings;
    private final Reporter reporter;

    NewRuns(Acceptor acceptor, Revisions revisions, EarlierRuns earlierRuns, Standings standings, Reporter reporter) {
        this.acceptor = acceptor;
        this.revisions = revisions;
        this.earlierRuns = earlierRuns;
        this.standings = standings;
        this.reporter = reporter;
    }

    /** What a run is made from is pinned before anything of it is created. Empty: it was refused, and that is on record. */
    Optional<Standing> accepted(PipelineRun run, Instant now) {
        Acceptance acceptance = acceptor.accept(run);
        if (acceptance instanceof Acceptance.Refused refused) {
            reporter.refused(run, refused, now);
            return Optional.empty();
        }
        Optional<String> nothingEarlier = earlierRuns.fault(run);
        if (nothingEarlier.isPresent()) {
            reporter.refused(run, new Acceptance.Refused("RunNotFound", nothingEarlier.get(), false), now);
            return Optional.empty();
        }
        Acceptance.Accepted accepted = (Acceptance.Accepted) acceptance;
        revisions.pin(run.getMetadata().getNamespace(), accepted.text(), accepted.generation());
        return Optional.of(standings.of(run, accepted.text().revision(), Turns.since(run, now)));
    }
}
