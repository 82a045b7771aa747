package dev.sluice.core.concurrency;

import dev.sluice.core.concurrency.WaitingAncestors.Ancestor;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a run, or a job of it, would wait for a place that runs have which themselves wait for this run. It is known from what they were
 * planned from, before anything of the run is done; nobody else's places matter, since those come free by themselves.
 */
public final class Deadlock {

    private static final String HINT = "; make a trigger step between the two async, or use another group";

    private Deadlock() {}

    /** Why the run can never end; empty: its ancestors are not in its way. */
    public static Optional<Admission.Never> of(Plan plan, WaitingAncestors ancestors) {
        if (ancestors.none()) {
            return Optional.empty();
        }
        Set<String> faults = new LinkedHashSet<>();
        plan.rules()
                .concurrency()
                .flatMap(group -> fault(group, ancestors.inGroupOfRuns(group.group()), Deadlock::run))
                .ifPresent(fault -> faults.add("it " + fault));
        for (PlannedStep step : plan.steps().values()) {
            for (Job job : step.jobs()) {
                fault(job, ancestors).ifPresent(fault -> faults.add("its step " + step.name() + " " + fault));
            }
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(new Admission.Never(String.join("; ", faults) + HINT));
    }

    /** Why the job can never start; empty: its run's ancestors are not in its way. */
    public static Optional<String> of(Job job, WaitingAncestors ancestors) {
        return fault(job, ancestors).map(fault -> fault + HINT);
    }

    private static Optional<String> fault(Job job, WaitingAncestors ancestors) {
        return job.concurrency().flatMap(group -> fault(group, ancestors.inGroupOfJobs(group.group()), Deadlock::job));
    }

    private static Optional<String> fault(
            Concurrency group, List<Ancestor> holders, Function<Ancestor, String> holder) {
        return holders.size() < group.limit()
                ? Optional.empty()
                : Optional.of("would wait for ever for a place in concurrency group " + group.group() + " (limit "
                        + group.limit() + "), held by "
                        + holders.stream().map(holder).collect(Collectors.joining(" and by ")));
    }

    private static String run(Ancestor holder) {
        return "run " + holder.run() + ", whose step " + holder.step() + " waits for this run";
    }

    private static String job(Ancestor holder) {
        return "step " + holder.step() + " of run " + holder.run() + ", which waits for this run";
    }
}
