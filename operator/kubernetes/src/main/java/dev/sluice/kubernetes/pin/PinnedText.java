package dev.sluice.kubernetes.pin;

import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.Map;

/**
 * All that a run is made from, apart from the run: the pipeline's spec and every PodTemplate it names, as plain values with sorted keys, so
 * that the same text has the same name.
 *
 * @param revision name of its ControllerRevision
 */
public record PinnedText(String revision, String pipeline, Map<String, Object> tree) {

    private static final String PIPELINE = "pipeline";
    private static final String SPEC = "spec";
    private static final String AGENTS = "agents";

    public static PinnedText of(String pipeline, Map<String, Object> spec, Map<String, Object> agents) {
        return of(Map.of(PIPELINE, pipeline, SPEC, spec, AGENTS, agents));
    }

    /** @throws IllegalArgumentException where the values are no pinned text */
    @SuppressWarnings("unchecked") // Json.sorted makes string keys
    public static PinnedText of(Object data) {
        Object sorted = Json.sorted(data);
        if (!(sorted instanceof Map<?, ?> tree)
                || !(tree.get(PIPELINE) instanceof String pipeline)
                || !(tree.get(SPEC) instanceof Map)
                || !(tree.get(AGENTS) instanceof Map)) {
            throw new IllegalArgumentException("no pinned pipeline");
        }
        return new PinnedText(Names.revision(pipeline, Json.canonical(tree)), pipeline, (Map<String, Object>) tree);
    }

    /** The same for the same text. */
    String canonical() {
        return Json.canonical(tree);
    }

    public Object spec() {
        return tree.get(SPEC);
    }

    public Map<String, String> agentTexts() {
        Map<String, String> texts = new HashMap<>();
        ((Map<?, ?>) tree.get(AGENTS))
                .forEach((name, template) -> texts.put(String.valueOf(name), Json.canonical(template)));
        return texts;
    }

    public Map<String, PodTemplateSpec> agents(KubernetesSerialization json) {
        Map<String, PodTemplateSpec> agents = new HashMap<>();
        ((Map<?, ?>) tree.get(AGENTS))
                .forEach((name, template) ->
                        agents.put(String.valueOf(name), json.convertValue(template, PodTemplateSpec.class)));
        return agents;
    }
}
