package dev.sluice.kubernetes.pod;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.HashMap;
import java.util.Map;

/** The first attempts of a combination's parallel indexes as one Indexed Job. It never retries: that is the scheduler's. */
public final class JobFactory {

    private JobFactory() {}

    public static Job firstAttempts(RunFrame run, Plan plan, Batches.Batch batch) {
        Action.Start first = batch.starts().get(0);
        String stepName = first.job().id().step();
        CommandStep step = (CommandStep) plan.step(stepName).step();
        PodTemplateSpec template = PodTemplates.of(
                plan.isAgain(stepName) ? run.asBefore() : run,
                step,
                first.assignment(),
                Environment.indexed(
                        first.assignment().environment(),
                        batch.byIndex(),
                        step.work().secrets()),
                plan.workspace());
        template.setMetadata(templateMetadata(run, template.getMetadata(), first));
        int size = batch.starts().size();
        return new JobBuilder()
                .withMetadata(metadata(run, first))
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(size)
                .withParallelism(size)
                .withBackoffLimitPerIndex(0)
                .withPodReplacementPolicy("Failed")
                .withTemplate(template)
                .endSpec()
                .build();
    }

    public static String name(RunFrame run, dev.sluice.core.plan.Job job) {
        return Names.batchJob(run.name(), run.uid(), job.id().step(), Batches.number(job));
    }

    private static ObjectMeta metadata(RunFrame run, Action.Start first) {
        Map<String, String> labels = PodFactory.labels(run, null, first.job());
        labels.put(Labels.FIRST_JOB, firstJob(first));
        return new ObjectMetaBuilder()
                .withName(name(run, first.job()))
                .withNamespace(run.namespace())
                .withOwnerReferences(PodFactory.controller(run))
                .withLabels(labels)
                .build();
    }

    private static ObjectMeta templateMetadata(RunFrame run, ObjectMeta template, Action.Start first) {
        Map<String, String> labels = PodFactory.labels(run, template, first.job());
        labels.put(Labels.FIRST_JOB, firstJob(first));
        labels.put(Labels.ATTEMPT, "1");
        Map<String, String> annotations =
                new HashMap<>(PodFactory.given(template == null ? null : template.getAnnotations()));
        return new ObjectMetaBuilder()
                .withLabels(labels)
                .withAnnotations(annotations)
                .build();
    }

    private static String firstJob(Action.Start first) {
        return Integer.toString(first.job().id().index());
    }
}
