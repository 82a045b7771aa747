package dev.sluice.kubernetes.pod;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Optional;

/**
 * What all Pods of a run have in common.
 *
 * @param agents the templates that steps name, as pinned
 * @param before the same of the run that steps are taken from which are run again to undo them
 * @param uploadUrl where jobs upload to; absent: nowhere
 */
public record RunFrame(
        String namespace,
        String name,
        String uid,
        String pipeline,
        Map<String, PodTemplateSpec> agents,
        Map<String, PodTemplateSpec> before,
        Optional<String> uploadUrl) {

    public RunFrame {
        agents = Map.copyOf(agents);
        before = Map.copyOf(before);
    }

    public RunFrame(String namespace, String name, String uid, String pipeline, Map<String, PodTemplateSpec> agents) {
        this(namespace, name, uid, pipeline, agents, Map.of(), Optional.empty());
    }

    public RunFrame withBefore(Map<String, PodTemplateSpec> other) {
        return new RunFrame(namespace, name, uid, pipeline, agents, other, uploadUrl);
    }

    /** For a step that is taken from an earlier run. */
    public RunFrame asBefore() {
        return new RunFrame(namespace, name, uid, pipeline, before, before, uploadUrl);
    }
}
