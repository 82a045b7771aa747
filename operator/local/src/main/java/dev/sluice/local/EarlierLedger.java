package dev.sluice.local;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The record of a run that is over, or was cut off, for one that takes over what it did (E5).
 *
 * @param arguments of the command line that made it
 */
public record EarlierLedger(String run, List<String> arguments, Earlier earlier) {

    /** @throws LocalFailure where there is no such run here, or its record can't be read */
    public static EarlierLedger read(Path base, String run) {
        LedgerRecord record = whole(base, LedgerRecord.read(base, run));
        return new EarlierLedger(run, record.arguments(), new Earlier(known(base, record, new HashSet<>())));
    }

    /** Of a run that was cut off, the last of what it did may not be in its record yet. */
    private static LedgerRecord whole(Path base, LedgerRecord record) {
        return record.ended()
                ? record
                : record.with(PastEvents.read(RunFolder.of(base, record.run()).events()));
    }

    /** What it came to itself, and else what the run did that it was to take over from: it may have been cut off before that. */
    private static Map<JobId, Earlier.Success> known(Path base, LedgerRecord record, Set<String> seen) {
        Map<JobId, Earlier.Success> known = new HashMap<>();
        Map<JobId, LedgerRecord.Kept> kept = record.kept();
        seen.add(record.run());
        record.rerunOf()
                .filter(seen::add)
                .flatMap(run -> LedgerRecord.find(base, run))
                .ifPresent(earlier -> known.putAll(known(base, whole(base, earlier), seen)));
        known.keySet().removeIf(job -> record.again().contains(job.step()));
        kept.forEach((job, was) -> {
            if (!was.attempts().isEmpty()) {
                known.remove(job);
            }
        });
        known.putAll(successes(record.settled(), kept));
        known.keySet().removeAll(record.undone());
        return known;
    }

    private static Map<JobId, Earlier.Success> successes(
            Map<JobId, JobReport> settled, Map<JobId, LedgerRecord.Kept> kept) {
        Map<JobId, Earlier.Success> successes = new HashMap<>();
        settled.forEach((job, report) -> {
            String digest = kept.containsKey(job) ? kept.get(job).digest() : "";
            if (report.state() == JobState.SUCCEEDED && !digest.isEmpty()) {
                successes.put(job, new Earlier.Success(digest, report.outputs()));
            }
        });
        return successes;
    }
}
