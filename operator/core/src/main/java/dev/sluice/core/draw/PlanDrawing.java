package dev.sluice.core.draw;

import dev.sluice.core.draw.Drawing.Kind;
import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plan as it is drawn: one node a step, whatever number of jobs it has. */
public final class PlanDrawing {

    private static final String WAIT = "wait";

    private PlanDrawing() {}

    public static Drawing of(Plan plan) {
        List<PlannedStep> steps = List.copyOf(plan.steps().values());
        Map<String, Integer> places = new HashMap<>();
        steps.forEach(step -> places.put(step.name(), places.size()));
        return new Drawing(
                plan.pipeline(), steps.stream().map(PlanDrawing::node).toList(), after(steps, places));
    }

    private static List<List<Integer>> after(List<PlannedStep> steps, Map<String, Integer> places) {
        List<BitSet> ancestors = new ArrayList<>();
        for (PlannedStep step : steps) {
            BitSet set = new BitSet(steps.size());
            step.ancestors().forEach(name -> set.set(places.get(name)));
            ancestors.add(set);
        }
        // Whoever has more ancestors can't be one of the other's.
        Comparator<Integer> latestFirst =
                Comparator.comparing(place -> -ancestors.get(place).cardinality());
        List<List<Integer>> after = new ArrayList<>();
        for (PlannedStep step : steps) {
            BitSet implied = new BitSet(steps.size());
            List<Integer> direct = new ArrayList<>();
            step.dependsOn().stream()
                    .map(places::get)
                    .distinct()
                    .sorted(latestFirst)
                    .forEach(earlier -> {
                        if (!implied.get(earlier)) {
                            direct.add(earlier);
                        }
                        implied.or(ancestors.get(earlier));
                    });
            after.add(direct.stream().sorted().toList());
        }
        return after;
    }

    private static Node node(PlannedStep step) {
        if (step.step() instanceof CommandStep command) {
            return node(step, Kind.WORK, notes(command));
        }
        if (step.step() instanceof GateStep gate) {
            String asks = gate.fields().isEmpty() ? "a person decides" : "asks for " + String.join(", ", gate.keys());
            return node(step, Kind.GATE, List.of(asks));
        }
        // A wait that is called so says it already.
        return node(step, Kind.WAIT, step.name().equals(WAIT) ? List.of() : List.of(WAIT));
    }

    private static Node node(PlannedStep step, Kind kind, List<String> notes) {
        return new Node(step.name(), kind, step.jobs().size(), notes, step.group(), step.skipped());
    }

    private static List<String> notes(CommandStep step) {
        List<String> notes = new ArrayList<>();
        step.matrix().ifPresent(m -> notes.add(String.join(" × ", m.dimensions().keySet())));
        if (step.work().program().orElse(null) instanceof Work.Program.Downstream downstream) {
            notes.add((downstream.async() ? "starts " : "runs ") + downstream.pipeline());
        }
        step.approval().ifPresent(approval -> notes.add("needs approval"));
        step.failure().rollbackTo().ifPresent(to -> notes.add("↩ " + to));
        return notes;
    }
}
