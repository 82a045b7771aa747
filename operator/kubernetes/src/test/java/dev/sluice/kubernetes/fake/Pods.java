package dev.sluice.kubernetes.fake;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import java.time.Instant;

/** Pods in every state a kubelet reports. Each returns a changed copy. */
public final class Pods {

    public static final String START = "2026-11-21T10:00:05Z";
    public static final String END = "2026-11-21T10:00:09Z";

    private Pods() {}

    public static Pod created() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("p")
                .withNamespace("n")
                .withCreationTimestamp("2026-11-21T10:00:00Z")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("step")
                .withImage("busybox:1")
                .endContainer()
                .endSpec()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    public static Pod running(Pod pod) {
        return running(pod, Instant.parse(START));
    }

    public static Pod running(Pod pod, Instant since) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase("Running")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(container(pod))
                        .withState(new ContainerStateBuilder()
                                .withNewRunning(since.toString())
                                .build())
                        .build())
                .endStatus()
                .build();
    }

    public static Pod ended(Pod pod, int exitCode, String reason, String message) {
        return ended(pod, exitCode, reason, message, START, END);
    }

    public static Pod ended(Pod pod, int exitCode, String reason, String message, String start, String end) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase(exitCode == 0 ? "Succeeded" : "Failed")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(container(pod))
                        .withState(new ContainerStateBuilder()
                                .withNewTerminated()
                                .withExitCode(exitCode)
                                .withReason(reason)
                                .withMessage(message)
                                .withStartedAt(start)
                                .withFinishedAt(end)
                                .endTerminated()
                                .build())
                        .build())
                .endStatus()
                .build();
    }

    public static Pod succeeded(Pod pod) {
        return ended(pod, 0, "Completed", null);
    }

    public static Pod failed(Pod pod, int exitCode) {
        return ended(pod, exitCode, "Error", null);
    }

    public static Pod waiting(Pod pod, String reason, String message) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase("Pending")
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName(container(pod))
                        .withState(new ContainerStateBuilder()
                                .withNewWaiting(message, reason)
                                .build())
                        .build())
                .endStatus()
                .build();
    }

    /** Without any container's end, as when a node or a kubelet gives a Pod up. */
    public static Pod failedWith(Pod pod, String reason, String message) {
        return new PodBuilder(pod)
                .editOrNewStatus()
                .withPhase("Failed")
                .withReason(reason)
                .withMessage(message)
                .endStatus()
                .build();
    }

    public static Pod with(Pod pod, String type, String status, String reason, String message) {
        PodCondition condition = new PodConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(START)
                .build();
        return new PodBuilder(pod)
                .editOrNewStatus()
                .addToConditions(condition)
                .endStatus()
                .build();
    }

    /** @param asked when somebody deleted it; the API server writes when it is to be gone */
    public static Pod deleted(Pod pod, String asked, long graceSeconds) {
        return new PodBuilder(pod)
                .editMetadata()
                .withDeletionTimestamp(
                        Instant.parse(asked).plusSeconds(graceSeconds).toString())
                .withDeletionGracePeriodSeconds(graceSeconds)
                .endMetadata()
                .build();
    }

    private static String container(Pod pod) {
        return pod.getSpec().getContainers().get(0).getName();
    }
}
