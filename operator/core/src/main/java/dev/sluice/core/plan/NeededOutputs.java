package dev.sluice.core.plan;

import dev.sluice.core.check.OutputsRead;
import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.check.StepGraph;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.override.Overridden;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the steps of a run read of steps that it leaves out (E3).
 *
 * @param demanded what is named in a text: without it the run would do something else than meant
 * @param wanted steps whose outputs may be read, as all outputs of the steps before are in the environment
 */
public record NeededOutputs(List<Use> demanded, Set<String> wanted) {

    /**
     * @param path of the step that reads
     * @param ofGate the writer is a person who was asked
     */
    public record Use(String path, String reader, String writer, String key, boolean ofGate) {}

    /**
     * @param whole the plan of all steps
     * @param chosen the plan of those that are chosen
     */
    public static NeededOutputs of(Pipeline pipeline, Plan whole, Plan chosen) {
        Pipeline ofRun = Overridden.of(pipeline, whole.request().overrides());
        OutputsRead outputs = new OutputsRead(ofRun);
        List<Use> demanded = new ArrayList<>();
        Set<String> wanted = new LinkedHashSet<>();
        for (PlacedStep placed : StepGraph.of(ofRun).steps()) {
            PlannedStep reader = chosen.step(placed.name());
            if (reader.skipped().isPresent()) {
                continue;
            }
            outputs.of(placed).forEach((writer, keys) -> {
                if (leftOut(writer, whole, chosen)) {
                    boolean gate = whole.step(writer).step() instanceof GateStep;
                    keys.forEach(key -> demanded.add(new Use(placed.path().text(), placed.name(), writer, key, gate)));
                }
            });
            for (String before : reader.ancestors()) {
                if (leftOut(before, whole, chosen)
                        && whole.step(before).step() instanceof CommandStep command
                        && !command.outputs().isEmpty()) {
                    wanted.add(before);
                }
            }
        }
        return new NeededOutputs(List.copyOf(demanded), wanted);
    }

    private static boolean leftOut(String step, Plan whole, Plan chosen) {
        return whole.step(step).skipped().isEmpty()
                && chosen.step(step).skipped().isPresent();
    }
}
