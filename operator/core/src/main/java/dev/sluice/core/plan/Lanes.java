package dev.sluice.core.plan;

import dev.sluice.core.model.Rollout;
import dev.sluice.core.model.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways through the steps: one for each target, in batches as the rollout says. */
final class Lanes {

    private Lanes() {}

    static List<Lane> of(List<Target> targets, Rollout rollout) {
        if (targets.isEmpty()) {
            return List.of(Lane.ONLY);
        }
        int batchSize = rollout.batchSize().orElse(targets.size());
        List<Lane> lanes = new ArrayList<>(targets.size());
        for (int i = 0; i < targets.size(); i++) {
            lanes.add(new Lane(i, Optional.of(targets.get(i)), i / batchSize));
        }
        return lanes;
    }
}
