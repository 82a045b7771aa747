package dev.sluice.kubernetes.pod;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.dialect.RequestWriter;
import dev.sluice.core.model.Work.Program.Downstream;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One attempt of a step that starts another pipeline is one run of it: named, labelled and owned as a Pod would be. */
public final class ChildFactory {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private ChildFactory() {}

    /** What a start starts in place of a Pod. */
    public static Optional<Downstream> downstream(Action.Start start) {
        return start.assignment().program().filter(Downstream.class::isInstance).map(Downstream.class::cast);
    }

    public static PipelineRun attempt(RunFrame run, Plan plan, Action.Start start, Downstream downstream) {
        PipelineRun child = new PipelineRun();
        child.setMetadata(new ObjectMetaBuilder()
                .withName(name(run, downstream.pipeline(), start.job(), start.attempt()))
                .withNamespace(run.namespace())
                .withOwnerReferences(PodFactory.controller(run))
                .withLabels(labels(run, downstream.pipeline(), start))
                .withAnnotations(
                        start.infrastructureFailures() == 0
                                ? Map.of()
                                : Map.of(
                                        Annotations.INFRASTRUCTURE_FAILURES,
                                        Integer.toString(start.infrastructureFailures())))
                .build());
        child.setSpec(
                JSON.convertValue(spec(downstream, plan.request().traceId(), run.startedBy()), PipelineRunSpec.class));
        return child;
    }

    private static String name(RunFrame run, String pipeline, Job job, int attempt) {
        return Names.child(pipeline, run.uid(), job.id().step(), job.id().index(), attempt);
    }

    private static Map<String, String> labels(RunFrame run, String pipeline, Action.Start start) {
        Map<String, String> labels = new HashMap<>();
        labels.put(Labels.MANAGED_BY, Labels.SLUICE);
        labels.put(Labels.RUN, run.name());
        labels.put(Labels.PIPELINE, pipeline);
        labels.put(Labels.STEP, start.job().id().step());
        labels.put(Labels.JOB, Integer.toString(start.job().id().index()));
        labels.put(Labels.ATTEMPT, Integer.toString(start.attempt()));
        return labels;
    }

    /** Only what is said is written: the API server refuses empty texts where they mean nothing. */
    private static Map<String, Object> spec(
            Downstream downstream, Optional<String> traceId, Optional<String> startedBy) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("pipeline", downstream.pipeline());
        put(spec, "variables", downstream.variables());
        put(spec, "labels", downstream.labels());
        put(spec, "event", RequestWriter.event(downstream.event()));
        downstream.payload().ifPresent(payload -> spec.put("payload", payload));
        traceId.ifPresent(id -> spec.put("traceId", id));
        startedBy.ifPresent(person -> spec.put("startedBy", person));
        return spec;
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        if (!value.equals("") && !value.equals(Map.of()) && !value.equals(List.of())) {
            fields.put(name, value);
        }
    }
}
