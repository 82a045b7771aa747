package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A step's approval is a gate before it, which nothing else depends on: what holds for gates holds for it by itself. To people the two are
 * one step.
 */
final class StepApprovals {

    private StepApprovals() {}

    /** The plan with a gate before each step that has an approval. */
    static Plan expanded(Plan plan) {
        Map<String, GateStep> gates = new HashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            if (step.step() instanceof CommandStep command
                    && command.approval().isPresent()
                    && !plan.request().choice().taken().contains(step.name())) {
                gates.put(step.name(), GateStep.of(command, command.approval().get()));
            }
        }
        if (gates.isEmpty()) {
            return plan;
        }
        Map<String, PlannedStep> steps = new LinkedHashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            Set<String> ancestors = ancestors(step, gates);
            List<String> dependsOn = new ArrayList<>(step.dependsOn());
            GateStep gate = gates.get(step.name());
            if (gate != null) {
                steps.put(
                        gate.name(),
                        new PlannedStep(gate, step.group(), dependsOn, ancestors, step.skipped(), List.of()));
                dependsOn.add(gate.name());
                ancestors = new LinkedHashSet<>(ancestors);
                ancestors.add(gate.name());
            }
            steps.put(
                    step.name(),
                    new PlannedStep(step.step(), step.group(), dependsOn, ancestors, step.skipped(), step.jobs()));
        }
        return plan.withSteps(steps);
    }

    private static Set<String> ancestors(PlannedStep step, Map<String, GateStep> gates) {
        Set<String> ancestors = new LinkedHashSet<>();
        for (String ancestor : step.ancestors()) {
            if (gates.containsKey(ancestor)) {
                ancestors.add(gates.get(ancestor).name());
            }
            ancestors.add(ancestor);
        }
        return ancestors;
    }

    /** Each gate told as part of its step, and what is waited for at any gate in words. */
    static Report told(Plan expanded, Report report) {
        Map<String, String> waits = new HashMap<>();
        report.gates().forEach(gate -> waits.put(gate.name(), GateMessages.waiting(gate)));
        List<StepReport> told = new ArrayList<>(together(expanded, report.steps()));
        told.replaceAll(step -> step.state() == StepReport.State.WAITING_APPROVAL
                ? step.in(step.state(), waits.getOrDefault(step.name(), step.message()))
                : step);
        return report.withSteps(told);
    }

    /** Each gate told as part of its step. */
    static List<StepReport> together(Plan expanded, List<StepReport> steps) {
        Map<String, StepReport> byName = new HashMap<>();
        steps.forEach(step -> byName.put(step.name(), step));
        List<StepReport> told = new ArrayList<>();
        for (StepReport step : steps) {
            if (!(expanded.step(step.name()).step() instanceof GateStep gate)) {
                told.add(together(step, byName.get(gateName(expanded, step))));
            } else if (gate.before().isEmpty()) {
                told.add(step);
            }
        }
        return told;
    }

    private static String gateName(Plan expanded, StepReport step) {
        return expanded.step(step.name()).step() instanceof CommandStep command
                        && command.approval().isPresent()
                ? GateStep.of(command, command.approval().get()).name()
                : "";
    }

    /** What holds it back is the step's own; once it is let on it has nothing to say. */
    private static StepReport together(StepReport step, StepReport gate) {
        boolean gates = gate != null
                && switch (gate.state()) {
                    case PENDING, WAITING_APPROVAL, FAILED -> true;
                    default -> false;
                };
        return gates ? step.in(gate.state(), gate.message()) : step;
    }
}
