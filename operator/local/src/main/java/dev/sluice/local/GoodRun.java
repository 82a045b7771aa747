package dev.sluice.local;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.LastGood;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The run from which a step without a rollback task is taken: the newest of this folder's that succeeded of those begun before.
 *
 * @param agents as they were then
 */
public record GoodRun(LastGood run, Agent.Catalog agents) {

    /**
     * Absent where the run needs none.
     *
     * @param to steps that are gone back to, beside those that a failure leads to
     * @param before only runs begun earlier
     */
    public static Optional<GoodRun> find(Path base, Plan plan, List<String> to, Instant before) {
        Set<String> needed = LastGood.needed(plan, to);
        Path runs = base.resolve(".sluice").resolve("runs");
        if (needed.isEmpty() || !Files.isDirectory(runs)) {
            return Optional.empty();
        }
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith(plan.pipeline() + "-"))
                    .sorted(Comparator.reverseOrder()) // a name has the time in it, so most often the first will do
                    .map(folder -> good(folder, plan.pipeline(), needed, before))
                    .flatMap(Optional::stream)
                    .findFirst();
        } catch (IOException e) {
            throw LocalFailure.of("cannot read " + runs, e, "may you read it?");
        }
    }

    private static Optional<GoodRun> good(Path folder, String pipeline, Set<String> needed, Instant before) {
        return LedgerRecord.read(folder.resolve("run.json"))
                .filter(ledger -> ledger.pipeline().equals(pipeline)
                        && ledger.state().equals("Succeeded")
                        && ledger.start().isBefore(before))
                .flatMap(ledger -> good(folder, ledger, needed));
    }

    private static Optional<GoodRun> good(Path folder, LedgerRecord ledger, Set<String> needed) {
        List<String> succeeded = ledger.steps(StepReport.State.SUCCEEDED);
        if (succeeded.stream().noneMatch(needed::contains)) {
            return Optional.empty();
        }
        RunFolder kept = new RunFolder(folder.getFileName().toString(), folder);
        return PinnedRun.read(folder).map(pinned -> {
            Map<JobId, Map<String, String>> outputs = new HashMap<>();
            ledger.settled().forEach((job, report) -> {
                if (report.state() == JobState.SUCCEEDED) {
                    outputs.put(job, report.outputs());
                }
            });
            return new GoodRun(
                    new LastGood(kept.run(), pinned.plan(kept, ledger), Set.copyOf(succeeded), outputs),
                    pinned.agents());
        });
    }
}
