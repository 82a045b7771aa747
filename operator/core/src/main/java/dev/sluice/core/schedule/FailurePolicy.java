package dev.sluice.core.schedule;

import dev.sluice.core.model.WaitStep;
import dev.sluice.core.plan.PlannedStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a failed step does to the others. A step that halts the run keeps every step from starting anything, further attempts included;
 * what is there is let finish. A {@code wait} with continueOnFailure shields what comes after it from the failures before it.
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
            for (StepStanding step : steps.values()) {
                if (!haltedBy.containsKey(step.step.name()) && !shielded(step.step, failure, steps)) {
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

    private static boolean shielded(PlannedStep step, String failure, Map<String, StepStanding> steps) {
        if (step.name().equals(failure)) {
            return false;
        }
        if (shields(step, failure)) {
            return true;
        }
        for (String ancestor : step.ancestors()) {
            if (shields(steps.get(ancestor).step, failure)) {
                return true;
            }
        }
        return false;
    }

    private static boolean shields(PlannedStep step, String failure) {
        return step.step() instanceof WaitStep wait
                && wait.continueOnFailure()
                && step.ancestors().contains(failure);
    }
}
