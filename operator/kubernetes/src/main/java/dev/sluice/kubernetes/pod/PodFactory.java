package dev.sluice.kubernetes.pod;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Checkouts;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.HashMap;
import java.util.Map;

/** One attempt of one job is one Pod, whose name, labels and annotations are all that is remembered of it. */
public final class PodFactory {

    private PodFactory() {}

    public static Pod attempt(RunFrame run, Plan plan, Action.Start start) {
        Job job = start.job();
        CommandStep step = (CommandStep) plan.step(job.id().step()).step();
        PodTemplateSpec template = job.id().equals(Checkouts.ID)
                ? PodTemplates.checkout(run, plan, step)
                : PodTemplates.of(
                        plan.isAgain(job.id().step()) ? run.asBefore() : run,
                        step,
                        start.assignment(),
                        Environment.of(
                                start.assignment().environment(), step.work().secrets()),
                        plan.workspace());
        ObjectMeta metadata = new ObjectMetaBuilder()
                .withName(name(run, job, start.attempt()))
                .withNamespace(run.namespace())
                .withOwnerReferences(controller(run))
                .withLabels(labels(run, template.getMetadata(), job, start.attempt()))
                .withAnnotations(annotations(template.getMetadata(), start.infrastructureFailures()))
                .build();
        return new PodBuilder()
                .withMetadata(metadata)
                .withSpec(template.getSpec())
                .build();
    }

    public static String name(RunFrame run, Job job, int attempt) {
        return Names.pod(run.name(), run.uid(), job.id().step(), job.id().index(), attempt);
    }

    static OwnerReference controller(RunFrame run) {
        OwnerReference reference = new OwnerReference();
        reference.setApiVersion(HasMetadata.getApiVersion(PipelineRun.class));
        reference.setKind(HasMetadata.getKind(PipelineRun.class));
        reference.setName(run.name());
        reference.setUid(run.uid());
        reference.setController(true);
        return reference;
    }

    static Map<String, String> labels(RunFrame run, ObjectMeta template, Job job) {
        Map<String, String> labels = new HashMap<>(given(template == null ? null : template.getLabels()));
        labels.put(Labels.MANAGED_BY, Labels.SLUICE);
        labels.put(Labels.RUN, run.name());
        labels.put(Labels.PIPELINE, run.pipeline());
        labels.put(Labels.STEP, job.id().step());
        job.lane().target().ifPresent(target -> labels.put(Labels.TARGET, Names.labelValue(target.name())));
        return labels;
    }

    static Map<String, String> given(Map<String, String> map) {
        return map == null ? Map.of() : map;
    }

    private static Map<String, String> labels(RunFrame run, ObjectMeta template, Job job, int attempt) {
        Map<String, String> labels = labels(run, template, job);
        labels.put(Labels.JOB, Integer.toString(job.id().index()));
        labels.put(Labels.ATTEMPT, Integer.toString(attempt));
        return labels;
    }

    private static Map<String, String> annotations(ObjectMeta template, int infrastructureFailures) {
        Map<String, String> annotations = new HashMap<>(given(template == null ? null : template.getAnnotations()));
        if (infrastructureFailures > 0) {
            annotations.put(Annotations.INFRASTRUCTURE_FAILURES, Integer.toString(infrastructureFailures));
        }
        return annotations;
    }
}
