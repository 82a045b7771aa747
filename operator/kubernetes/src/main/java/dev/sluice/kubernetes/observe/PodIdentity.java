package dev.sluice.kubernetes.observe;

import dev.sluice.core.plan.JobId;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;

/** Which attempt of which job a Pod is, by its labels. */
public record PodIdentity(JobId job, int attempt, int infrastructureFailures) {

    public static Optional<PodIdentity> of(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        String step = labels.get(Labels.STEP);
        int index = labels.containsKey(Labels.JOB)
                ? number(labels.get(Labels.JOB))
                : number(labels.get(Labels.FIRST_JOB)) + number(labels.get(Labels.COMPLETION_INDEX));
        int attempt = number(labels.get(Labels.ATTEMPT));
        if (step == null || index < 0 || attempt < 1) {
            return Optional.empty();
        }
        String failures = pod.getMetadata().getAnnotations().get(Annotations.INFRASTRUCTURE_FAILURES);
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

    /** Far below zero where it is none, so that sums stay there. */
    static int number(String text) {
        try {
            return text == null ? Integer.MIN_VALUE / 4 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return Integer.MIN_VALUE / 4;
        }
    }
}
