package dev.sluice.core.plan;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.model.Pipeline;
import java.util.Map;

/** Turns a pipeline into the graph of its jobs. */
public final class Planner {

    private Planner() {}

    /** The plan, or everything that is wrong with the pipeline. {@code overrides}: a run's variables, over the pipeline's. */
    public static Reading<Plan> plan(Pipeline pipeline, Map<String, String> overrides) {
        throw new UnsupportedOperationException("being written");
    }
}
