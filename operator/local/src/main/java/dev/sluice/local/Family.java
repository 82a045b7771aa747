package dev.sluice.local;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A run and all that its steps start, in one process: the pipelines they may start, and what they share.
 *
 * @param pipelines by name
 * @param slots for processes; a step that starts a run needs none itself
 * @param asynchronous runs that nobody waits for but the process itself
 */
public record Family(Map<String, Member> pipelines, Slots slots, List<ChildRun> asynchronous) {

    /**
     * @param file the pipeline's, as the user named it
     * @param spec as it is written there
     */
    public record Member(String file, Pipeline pipeline, Source spec) {}

    public Family {
        pipelines = Ordered.copyOf(pipelines);
    }

    /** @param spawn processes active at once */
    public static Family of(Map<String, Member> pipelines, int spawn) {
        return new Family(pipelines, new Slots(spawn), new CopyOnWriteArrayList<>());
    }
}
