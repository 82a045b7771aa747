package dev.sluice.core.plan;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Step;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A step with what it waits for and the jobs it is made of.
 *
 * @param step a {@code CommandStep} or a {@code WaitStep}, never a group
 * @param group the group it was written in
 * @param dependsOn steps that must have ended before it starts, implicit ones included; direct ones only
 * @param ancestors all steps that it comes after, by any path, in the order written
 * @param skipped why it is not run in this run; absent: it is
 * @param jobs in the order of their index, lane by lane and as many in each; none for a wait or a gate, and none for a step that is
 *     skipped
 */
public record PlannedStep(
        Step step,
        Optional<String> group,
        List<String> dependsOn,
        Set<String> ancestors,
        Optional<String> skipped,
        List<Job> jobs) {

    public PlannedStep {
        dependsOn = List.copyOf(dependsOn);
        ancestors = Collections.unmodifiableSet(new LinkedHashSet<>(ancestors));
        jobs = List.copyOf(jobs);
    }

    /** Those of one lane. */
    public List<Job> jobs(Lane lane, int lanes) {
        if (lanes == 1) {
            return jobs;
        }
        int each = jobs.size() / lanes;
        return jobs.subList(lane.index() * each, (lane.index() + 1) * each);
    }

    /**
     * All targets of a batch come to it before any goes past it.
     *
     * @param otherwise where the step does not say
     */
    public boolean barrier(boolean otherwise) {
        return step instanceof CommandStep command ? command.start().barrier().orElse(otherwise) : true;
    }

    PlannedStep withoutJobs() {
        return new PlannedStep(step, group, dependsOn, ancestors, skipped, List.of());
    }

    public String name() {
        return step.name();
    }
}
