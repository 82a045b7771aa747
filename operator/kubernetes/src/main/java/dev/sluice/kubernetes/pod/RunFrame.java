package dev.sluice.kubernetes.pod;

import dev.sluice.kubernetes.OperatorSettings;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;
import java.util.Optional;

/**
 * What all Pods of a run have in common.
 *
 * @param agents the templates that steps name, as pinned
 * @param before the same of the run that steps are taken from which are run again to undo them
 * @param uploadUrl where jobs upload to; absent: nowhere
 * @param gitImage with which sources are checked out
 * @param commit to check out in place of what the pipeline names: that of the run it is a rerun of
 * @param startedBy who started the run, as far as that is proven
 */
public record RunFrame(
        String namespace,
        String name,
        String uid,
        String pipeline,
        Map<String, PodTemplateSpec> agents,
        Map<String, PodTemplateSpec> before,
        Optional<String> uploadUrl,
        String gitImage,
        Optional<String> commit,
        Optional<String> startedBy) {

    public RunFrame {
        agents = Map.copyOf(agents);
        before = Map.copyOf(before);
    }

    public RunFrame(String namespace, String name, String uid, String pipeline, Map<String, PodTemplateSpec> agents) {
        this(namespace, name, uid, pipeline, agents, Map.of(), Optional.empty());
    }

    public RunFrame(
            String namespace,
            String name,
            String uid,
            String pipeline,
            Map<String, PodTemplateSpec> agents,
            Map<String, PodTemplateSpec> before,
            Optional<String> uploadUrl) {
        this(namespace, name, uid, pipeline, agents, before, uploadUrl, OperatorSettings.GIT_IMAGE, Optional.empty());
    }

    public RunFrame(
            String namespace,
            String name,
            String uid,
            String pipeline,
            Map<String, PodTemplateSpec> agents,
            Map<String, PodTemplateSpec> before,
            Optional<String> uploadUrl,
            String gitImage,
            Optional<String> commit) {
        this(namespace, name, uid, pipeline, agents, before, uploadUrl, gitImage, commit, Optional.empty());
    }

    public RunFrame startedBy(Optional<String> person) {
        return new RunFrame(namespace, name, uid, pipeline, agents, before, uploadUrl, gitImage, commit, person);
    }

    public RunFrame withBefore(Map<String, PodTemplateSpec> other) {
        return new RunFrame(namespace, name, uid, pipeline, agents, other, uploadUrl, gitImage, commit, startedBy);
    }

    /** For a step that is taken from an earlier run. */
    public RunFrame asBefore() {
        return new RunFrame(namespace, name, uid, pipeline, before, before, uploadUrl, gitImage, commit, startedBy);
    }
}
