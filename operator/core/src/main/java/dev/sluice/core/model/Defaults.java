package dev.sluice.core.model;

import dev.sluice.core.model.Work.Resources;
import java.util.Optional;

/**
 * What a step gets that does not say. It is in the steps of a pipeline already; steps that are added to a run get it too.
 *
 * @param batch first attempts together, as one Indexed batch/v1 Job
 */
public record Defaults(
        Optional<String> image,
        Optional<String> agent,
        Limits limits,
        Retry retry,
        boolean batch,
        Resources resources,
        OnFailure onFailure) {

    public static final Defaults NONE = new Defaults(
            Optional.empty(), Optional.empty(), Limits.NONE, Retry.DEFAULT, false, Resources.NONE, OnFailure.HALT);

    /** For what undoes a step: it runs where the step does, in Pods of its own. */
    public Defaults running(Work undone) {
        return new Defaults(undone.image(), undone.agent(), limits, retry, false, resources, onFailure);
    }
}
