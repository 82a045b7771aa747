package dev.sluice.core.schedule;

import dev.sluice.core.model.WaitStep;
import dev.sluice.core.plan.PlannedStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a failed step does to the others. A step that halts the run keeps every step from starting anything, further attempts included;
 * what is there is let finish. A {@code wait} with continueOnFailure shields what comes after it from the failures before it, save what comes after a gate that is not open.
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
        if (step.name().equals(failure) || steps.get(failure).gate()) {
            return false; // nothing makes a yes of a no
        }
        return behindWait(step, failure, steps) && !pastClosedGate(step, failure, steps);
    }

    private static boolean behindWait(PlannedStep step, String failure, Map<String, StepStanding> steps) {
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

    /** Nothing runs past a gate that nobody decided: where a failure keeps it from being opened, what is below it is kept back too. */
    private static boolean pastClosedGate(PlannedStep step, String failure, Map<String, StepStanding> steps) {
        for (String ancestor : step.ancestors()) {
            StepStanding before = steps.get(ancestor);
            if (before.gate() && !before.ended() && !behindWait(before.step, failure, steps)) {
                return true;
            }
        }
        return false;
    }

    private static boolean shields(PlannedStep step, String failure) {
        return step.skipped().isEmpty()
                && step.step() instanceof WaitStep wait
                && wait.continueOnFailure()
                && step.ancestors().contains(failure);
    }
}
