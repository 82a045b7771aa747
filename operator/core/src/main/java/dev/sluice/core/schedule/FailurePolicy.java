package dev.sluice.core.schedule;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What a failed step does to the others. A step that halts the run keeps every step from starting anything, further attempts included;
 * what is there is let finish. {@link Shields} say what goes on all the same.
 */
final class FailurePolicy {

    private FailurePolicy() {}

    /** The halted steps, each with the failed step it is halted by. */
    static Map<String, String> haltedBy(Map<String, StepStanding> steps) {
        Map<String, String> haltedBy = new LinkedHashMap<>();
        Deque<String> failed = new ArrayDeque<>();
        for (StepStanding step : steps.values()) {
            if (step.halts()) {
                failed.add(step.step.name());
            }
        }
        while (!failed.isEmpty()) {
            String failure = failed.remove();
            Set<String> goOn = Shields.against(failure, steps);
            for (StepStanding step : steps.values()) {
                if (!haltedBy.containsKey(step.step.name()) && !goOn.contains(step.step.name())) {
                    haltedBy.put(step.step.name(), failure);
                    // A retry that is not made is one failure more, and may reach steps that the first one did not.
                    if (!step.halts() && step.with(FailurePolicy::halt).halts()) {
                        failed.add(step.step.name());
                    }
                }
            }
        }
        return haltedBy;
    }

    /** What becomes of a halted step's job. */
    static Standing halt(Standing job) {
        if (job instanceof Standing.Unstarted) {
            return NEVER_STARTED;
        }
        return job instanceof Standing.Again again ? new Standing.Ended(again.failed()) : job;
    }

    private static final Standing NEVER_STARTED = new Standing.Ended(JobReports.without(JobState.SKIPPED));
}
