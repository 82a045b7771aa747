package dev.sluice.core.plan;

import dev.sluice.core.check.Variables;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ways through the steps: one for each target, in batches as the rollout says. */
final class Lanes {

    private Lanes() {}

    /** @param variables of the run, resolved */
    static List<Lane> of(Pipeline pipeline, RunRequest request, Map<String, String> variables) {
        List<Target> targets = request.targetsOf(pipeline);
        if (targets.isEmpty()) {
            return List.of(Lane.ONLY);
        }
        int batchSize = pipeline.rules().rollout().batchSize().orElse(targets.size());
        List<Lane> lanes = new ArrayList<>(targets.size());
        for (int i = 0; i < targets.size(); i++) {
            lanes.add(new Lane(i, Optional.of(resolved(pipeline, request, variables, targets.get(i))), i / batchSize));
        }
        return lanes;
    }

    /** What the pipeline makes of a variable follows the target's value of it. */
    private static Target resolved(Pipeline pipeline, RunRequest request, Map<String, String> ofRun, Target target) {
        if (target.variables().isEmpty()) {
            return target;
        }
        Map<String, String> given = new HashMap<>(request.variables());
        given.putAll(target.variables());
        Map<String, String> own = new LinkedHashMap<>(Variables.resolve(pipeline, request.withVariables(given)));
        own.entrySet().removeIf(variable -> variable.getValue().equals(ofRun.get(variable.getKey())));
        return new Target(target.name(), own);
    }
}
