package dev.sluice.kubernetes.pin;

import dev.sluice.core.model.Pipeline;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Map;

/**
 * A pinned text, read: what it says can no longer be wrong.
 *
 * @param agentTexts the agents as one text each, to tell whether they are the same
 * @param digest of all of it
 */
public record PinnedPipeline(
        String revision,
        Pipeline pipeline,
        Map<String, PodTemplateSpec> agents,
        Map<String, String> agentTexts,
        String digest) {

    public PinnedPipeline {
        agents = Map.copyOf(agents);
        agentTexts = Map.copyOf(agentTexts);
    }
}
