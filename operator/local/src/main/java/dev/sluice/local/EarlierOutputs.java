package dev.sluice.local;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Earlier;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an earlier run of this machine wrote, for a run that leaves some of its steps out (E3). All of it is from one run: outputs of two
 * runs need not fit together.
 *
 * @param run its name
 * @param steps those that succeeded in it, and are asked for
 */
public record EarlierOutputs(String run, Set<String> steps, Earlier earlier) {

    /**
     * Of the newest run in which all that is demanded succeeded; where nothing is, of the newest that has anything of what is wanted.
     *
     * @param first a run that is looked at before all others
     */
    public static Optional<EarlierOutputs> find(
            Path base, Plan plan, Set<String> demanded, Set<String> wanted, Optional<String> first) {
        Set<String> asked = new LinkedHashSet<>(demanded);
        asked.addAll(wanted);
        return asked.isEmpty()
                ? Optional.empty()
                : Stream.concat(first.stream().map(run -> LedgerRecord.read(base, run)), LocalRuns.records(base))
                        .filter(run -> run.pipeline().equals(plan.pipeline()))
                        .map(run -> of(base, run.run(), plan, asked))
                        .filter(found ->
                                !found.steps().isEmpty() && found.steps().containsAll(demanded))
                        .findFirst();
    }

    private static EarlierOutputs of(Path base, String run, Plan plan, Set<String> asked) {
        Map<JobId, Earlier.Success> known =
                EarlierLedger.read(base, run).earlier().successes();
        Map<JobId, Earlier.Success> taken = new HashMap<>();
        Set<String> steps = new LinkedHashSet<>();
        for (String name : asked) {
            PlannedStep step = plan.step(name);
            if (step.jobs().stream().allMatch(job -> whole(known.get(job.id()), (CommandStep) step.step()))) {
                steps.add(name);
                step.jobs().stream().map(Job::id).forEach(job -> taken.put(job, known.get(job)));
            }
        }
        return new EarlierOutputs(run, steps, new Earlier(taken));
    }

    private static boolean whole(Earlier.Success success, CommandStep step) {
        return success != null && success.outputs().keySet().containsAll(step.demanded());
    }
}
