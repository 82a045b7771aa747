package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.WaitStep;
import dev.sluice.core.plan.PlannedStep;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which steps go on though a step failed and halted the run. A {@code wait} with continueOnFailure goes on, a step that allows the failure,
 * and what comes after the failed step through such steps alone. What they need besides goes on too, or they would go on without it: gates
 * that people decide beside the failure among that. Nothing goes on past a gate that said no, or that the failure keeps from being asked.
 */
final class Shields {

    private final Map<String, PlannedStep> steps;
    private final String failed;
    private final Map<String, Boolean> known = new HashMap<>();

    private Shields(Map<String, PlannedStep> steps, String failed) {
        this.steps = steps;
        this.failed = failed;
    }

    /** The names of those that go on; whatever happens, they become no more. */
    static Set<String> against(String failed, Map<String, StepStanding> standing) {
        if (standing.get(failed).gate()) {
            return Set.of(); // nothing makes a yes of a no
        }
        Map<String, PlannedStep> steps = new LinkedHashMap<>();
        standing.forEach((name, step) -> steps.put(name, step.step));
        Set<String> goOn = against(failed, steps, new HashSet<>());
        goOn.removeIf(name ->
                steps.get(name).ancestors().stream().anyMatch(before -> neverAsked(steps.get(before), failed, goOn)));
        return goOn;
    }

    /**
     * A gate after the failure, which does not go on. Only that counts, never whether it is decided: people may say yes on behalf of other
     * targets, and that brings none back to life.
     */
    private static boolean neverAsked(PlannedStep step, String failed, Set<String> goOn) {
        return isGate(step) && step.ancestors().contains(failed) && !goOn.contains(step.name());
    }

    private static boolean isGate(PlannedStep step) {
        return step.step() instanceof GateStep && step.skipped().isEmpty();
    }

    private static Set<String> against(String failed, Map<String, PlannedStep> steps, Set<String> goOn) {
        Shields shields = new Shields(steps, failed);
        for (PlannedStep step : steps.values()) {
            if (shields.goesOn(step)) {
                goOn.add(step.name());
                shields.addNeeds(step, goOn);
            }
        }
        return goOn;
    }

    private boolean goesOn(PlannedStep step) {
        Boolean answer = known.get(step.name());
        if (answer == null) {
            answer = !step.name().equals(failed) && passes(step);
            known.put(step.name(), answer);
        }
        return answer;
    }

    /** It comes after the failed step, and on every way through something that lets it pass. */
    private boolean passes(PlannedStep step) {
        if (isForAllAbove(step) && (stops(step) || step.ancestors().stream().anyMatch(this::stops))) {
            return false;
        }
        boolean comesAfter = false;
        for (String dependency : step.dependsOn()) {
            if (comesFromFailure(dependency)) {
                if (!mayFail(step, dependency) && !goesOn(steps.get(dependency))) {
                    return false;
                }
                comesAfter = true;
            }
        }
        return comesAfter;
    }

    private boolean stops(String step) {
        return stops(steps.get(step));
    }

    /** All above a wait has to succeed, be it shielded by another wait between them: a failure goes no further than the next one that is plain. */
    private boolean stops(PlannedStep step) {
        return isForAllAbove(step)
                && !(step.step() instanceof WaitStep wait && wait.continueOnFailure())
                && step.ancestors().contains(failed);
    }

    private static boolean isForAllAbove(PlannedStep step) {
        boolean holds = step.step() instanceof WaitStep
                || step.step() instanceof GateStep gate
                        && gate.holds()
                        && gate.before().isEmpty();
        return holds && step.skipped().isEmpty() && step.step().dependsOn().isEmpty();
    }

    private void addNeeds(PlannedStep step, Set<String> goOn) {
        for (String before : step.ancestors()) {
            if (isGate(steps.get(before)) && !comesFromFailure(before)) {
                goOn.add(before); // people decide beside the failure: what came first is no difference
                goOn.addAll(steps.get(before).ancestors());
            }
        }
        for (String dependency : step.dependsOn()) {
            if (!comesFromFailure(dependency) && !mayFail(step, dependency)) {
                goOn.add(dependency);
                goOn.addAll(steps.get(dependency).ancestors());
            }
        }
    }

    private boolean comesFromFailure(String step) {
        return step.equals(failed) || steps.get(step).ancestors().contains(failed);
    }

    private boolean mayFail(PlannedStep step, String dependency) {
        if (step.skipped().isPresent()) {
            return false; // what is not run lets nothing pass
        }
        if (step.step() instanceof WaitStep wait) {
            return wait.continueOnFailure();
        }
        CommandStep command = step.step() instanceof GateStep gate
                ? gate.before().orElse(null)
                : step.step() instanceof CommandStep itself ? itself : null;
        return command != null && (command.start().allowDependencyFailure() || named(command, dependency));
    }

    /** By itself or by its group. One that is skipped did not fail, and a failure before it is not its own. */
    private boolean named(CommandStep step, String dependency) {
        if (steps.get(dependency).skipped().isPresent()) {
            return false;
        }
        return step.start().allowFailureOf().contains(dependency)
                || steps.get(dependency)
                        .group()
                        .filter(step.start().allowFailureOf()::contains)
                        .isPresent();
    }
}
