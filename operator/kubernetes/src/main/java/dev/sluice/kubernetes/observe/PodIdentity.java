package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.JobId;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.util.Map;
import java.util.Optional;

/** Which attempt of which job a Pod is, or a run in the place of one, by its labels. */
public record PodIdentity(JobId job, int attempt, int infrastructureFailures) {

    public static Optional<PodIdentity> of(HasMetadata object) {
        Map<String, String> labels = object.getMetadata().getLabels();
        String step = labels.get(Labels.STEP);
        int index = labels.containsKey(Labels.JOB)
                ? number(labels.get(Labels.JOB))
                : number(labels.get(Labels.FIRST_JOB)) + number(labels.get(Labels.COMPLETION_INDEX));
        int attempt = number(labels.get(Labels.ATTEMPT));
        if (step == null || index < 0 || attempt < 1) {
            return Optional.empty();
        }
        String failures = object.getMetadata().getAnnotations().get(Annotations.INFRASTRUCTURE_FAILURES);
        return Optional.of(
                new PodIdentity(new JobId(step, index), attempt, failures == null ? 0 : Math.max(0, number(failures))));
    }

    /** UID of the object that controls it; empty where nobody does. */
    public static String controller(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        return metadata.getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getUid)
                .findFirst()
                .orElse("");
    }

    /** Whether a run was started by a step of another. */
    public static boolean isChild(PipelineRun run) {
        return run.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                        && HasMetadata.getKind(PipelineRun.class).equals(owner.getKind()));
    }

    /** Far below zero where it is none, so that sums stay there. */
    static int number(String text) {
        try {
            return text == null ? Integer.MIN_VALUE / 4 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return Integer.MIN_VALUE / 4;
        }
    }
}
