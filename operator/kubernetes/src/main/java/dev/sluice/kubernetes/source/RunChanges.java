package dev.sluice.kubernetes.source;

import dev.sluice.api.v1alpha1.PipelineRun;
import java.util.Map;
import java.util.Objects;

/**
 * Which changes of a run wake it: of its spec, its deletion, and what people ask of it by annotations of ours. What the operator writes
 * itself (the status, an annotation taken away) does not.
 */
public final class RunChanges {

    private RunChanges() {}

    public static boolean isNews(PipelineRun now, PipelineRun before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || now.isMarkedForDeletion() && !before.isMarkedForDeletion()
                || asksForMore(annotations(now), annotations(before));
    }

    private static boolean asksForMore(Map<String, String> now, Map<String, String> before) {
        return now.entrySet().stream()
                .anyMatch(
                        entry -> ours(entry.getKey()) && !Objects.equals(entry.getValue(), before.get(entry.getKey())));
    }

    private static boolean ours(String key) {
        int slash = key.indexOf('/');
        String domain = slash < 0 ? "" : key.substring(0, slash);
        return domain.equals("sluice.dev") || domain.endsWith(".sluice.dev");
    }

    private static Map<String, String> annotations(PipelineRun run) {
        Map<String, String> annotations = run.getMetadata().getAnnotations();
        return annotations == null ? Map.of() : annotations;
    }
}
