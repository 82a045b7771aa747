package dev.sluice.core.check;

import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A step, where it is written, and in which group. */
public record PlacedStep(Step step, Path path, Optional<GroupStep> group) {

    public String name() {
        return step.name();
    }

    /** All steps of a pipeline in the order written: groups, and after each the steps in it. */
    static List<PlacedStep> all(Pipeline pipeline) {
        List<PlacedStep> all = new ArrayList<>();
        place(pipeline.steps(), Path.of("spec").field("steps"), Optional.empty(), all);
        return all;
    }

    private static void place(List<Step> steps, Path list, Optional<GroupStep> group, List<PlacedStep> all) {
        for (int i = 0; i < steps.size(); i++) {
            Path path = list.index(i);
            all.add(new PlacedStep(steps.get(i), path, group));
            if (steps.get(i) instanceof GroupStep inner) {
                place(inner.steps(), path.field("group").field("steps"), Optional.of(inner), all);
            }
        }
    }
}
