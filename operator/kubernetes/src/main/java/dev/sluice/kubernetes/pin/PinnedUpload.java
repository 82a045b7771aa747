package dev.sluice.kubernetes.pin;

import dev.sluice.core.plan.Upload;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/**
 * What a job added to its run, pinned.
 *
 * @param revision name of its ControllerRevision
 * @param agents the templates that its steps may name, as they were when it was pinned
 */
public record PinnedUpload(String revision, Upload upload, Map<String, PodTemplateSpec> agents) {

    public PinnedUpload {
        agents = Map.copyOf(agents);
    }
}
