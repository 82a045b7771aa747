package dev.sluice.local;

import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.RollbackRequest;
import dev.sluice.core.schedule.StepReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run of this machine whose process is over, so that what it did can be undone (C7).
 *
 * @param plan as it was, with what its jobs added
 * @param asked what is wanted of it now
 */
public record KeptRun(
        RunFolder folder, LedgerRecord ledger, PinnedRun pinned, Plan plan, Optional<RollbackRequest> asked) {

    /** @throws LocalFailure where there is no such run here, it is under way, or too little is kept of it */
    public static KeptRun read(Path base, String run) {
        LedgerRecord record = LedgerRecord.over(base, run);
        Path folder = base.resolve(".sluice").resolve("runs").resolve(run);
        LedgerRecord ledger = record.ended() ? record : record.with(PastEvents.read(folder.resolve("events.jsonl")));
        PinnedRun pinned = PinnedRun.read(folder)
                .orElseThrow(() -> new LocalFailure("too little is kept of run " + run + ": " + folder
                        + " has no pinned.json that can be read; an older Sluice made it"));
        RunFolder kept = new RunFolder(run, folder);
        return new KeptRun(kept, ledger, pinned, pinned.plan(kept, ledger), Optional.empty());
    }

    /** What counts as before it. */
    public Instant began() {
        return ledger.start();
    }

    /** Steps that were over are told as they are on record, unless they are undone: what made them end so need not show any more. */
    Decision told(Decision decision) {
        Map<String, LedgerRecord.Told> before = ledger.told();
        Report report = decision.report();
        return decision.withReport(report.withSteps(report.steps().stream()
                .map(step -> {
                    LedgerRecord.Told known = before.get(step.name());
                    return known == null || step.state() == StepReport.State.ROLLED_BACK
                            ? step
                            : step.in(known.state(), known.message());
                })
                .toList()));
    }

    public KeptRun asking(RollbackRequest request) {
        return new KeptRun(folder, ledger, pinned, plan, Optional.of(request));
    }
}
