package dev.sluice.kubernetes.timetable;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.api.v1alpha1.Trigger;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The run of a scheduled time. Its name is a function of that, so however often it is made, it is one. */
final class ScheduledRun {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private ScheduledRun() {}

    /** @param position of the trigger among the pipeline's */
    static PipelineRun of(Pipeline pipeline, int position, Instant time) {
        String name = pipeline.getMetadata().getName();
        Trigger trigger = pipeline.getSpec().triggers().get(position);
        PipelineRun run = new PipelineRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withName(Names.scheduled(name, position, time))
                .withNamespace(pipeline.getMetadata().getNamespace())
                .addToLabels(Labels.MANAGED_BY, Labels.SLUICE)
                .addToLabels(Labels.PIPELINE, name)
                .build());
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("pipeline", name);
        spec.put("startedBy", "system:schedule"); // a gate that wants another person has one in everybody
        spec.put("event", Map.of("source", "sluice", "type", "schedule"));
        if (trigger.variables() != null && !trigger.variables().isEmpty()) {
            spec.put("variables", trigger.variables());
        }
        run.setSpec(JSON.convertValue(spec, PipelineRunSpec.class));
        return run;
    }
}
