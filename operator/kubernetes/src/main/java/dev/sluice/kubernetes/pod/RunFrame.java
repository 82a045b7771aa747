package dev.sluice.kubernetes.pod;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/**
 * What all Pods of a run have in common.
 *
 * @param agents the templates that steps name, as pinned
 */
public record RunFrame(
        String namespace, String name, String uid, String pipeline, Map<String, PodTemplateSpec> agents) {

    public RunFrame {
        agents = Map.copyOf(agents);
    }
}
