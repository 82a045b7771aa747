package dev.sluice.cli;

import dev.sluice.core.model.Rerun;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.local.EarlierLedger;
import dev.sluice.local.LocalRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The earlier run that a run takes over from, and what that has done. */
record Again(Optional<Rerun> rerun, Optional<Earlier> earlier) {

    static final Again NOTHING = new Again(Optional.empty(), Optional.empty());

    static Again of(EarlierLedger ledger, Rerun rerun) {
        return new Again(Optional.of(rerun), Optional.of(ledger.earlier()));
    }

    /** What has changed since a run, is run (E3). */
    static Again since(Optional<String> run, Path here) {
        return run.map(name -> LocalRuns.named(here, name))
                .map(name -> of(EarlierLedger.read(here, name), new Rerun(name, Rerun.Mode.FAILED, List.of())))
                .orElse(NOTHING);
    }
}
