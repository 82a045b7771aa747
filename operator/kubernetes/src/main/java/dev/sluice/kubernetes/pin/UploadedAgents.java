package dev.sluice.kubernetes.pin;

import dev.sluice.core.dialect.UploadReader;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.plan.Upload;
import io.fabric8.kubernetes.api.model.PodTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The PodTemplates that an upload's steps name and its run has not pinned: they are pinned with it. */
public final class UploadedAgents {

    private UploadedAgents() {}

    /** @param find a PodTemplate of the run's namespace, by name */
    public static Map<String, PodTemplate> of(
            PinnedPipeline pinned, Upload upload, Function<String, Optional<PodTemplate>> find) {
        Map<String, PodTemplate> agents = new HashMap<>();
        Optional<Pipeline> longer =
                UploadReader.drafted(pinned.pipeline(), upload.job().step(), upload.text());
        longer.map(ClusterChecks::agents)
                .ifPresent(names -> names.forEach(name -> {
                    if (!pinned.agents().containsKey(name)) {
                        find.apply(name).ifPresent(template -> agents.put(name, template));
                    }
                }));
        return agents;
    }
}
