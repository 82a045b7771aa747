package dev.sluice.kubernetes.pod;

import dev.sluice.kubernetes.OperatorSettings;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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

    /** One whose jobs upload nothing and take up nothing of an earlier run. */
    public RunFrame(String namespace, String name, String uid, String pipeline, Map<String, PodTemplateSpec> agents) {
        this(
                namespace,
                name,
                uid,
                pipeline,
                agents,
                Map.of(),
                Optional.empty(),
                OperatorSettings.GIT_IMAGE,
                Optional.empty(),
                Optional.empty());
    }

    /** For a step that is taken from an earlier run. */
    public RunFrame asBefore() {
        return RunFrameBuilder.builder(this).agents(before).build();
    }
}
