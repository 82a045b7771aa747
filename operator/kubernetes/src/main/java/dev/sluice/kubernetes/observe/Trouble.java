package dev.sluice.kubernetes.observe;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Why a Pod does not start, where a person should know. The text stays the same while the cause does: a kubelet alternates between
 * ErrImagePull and ImagePullBackOff, and each new text would be a status write.
 */
final class Trouble {

    private static final Set<String> IMAGE = Set.of(
            "ErrImagePull",
            "ImagePullBackOff",
            "InvalidImageName",
            "ErrImageNeverPull",
            "ImageInspectError",
            "RegistryUnavailable",
            "SignatureValidationFailed");

    private static final Set<String> CONTAINER =
            Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError", "CreatePodSandboxError");

    private Trouble() {}

    static Optional<String> of(Pod pod) {
        if (pod.getStatus() == null) {
            return Optional.empty();
        }
        return Stream.concat(
                        pod.getStatus().getInitContainerStatuses().stream(),
                        pod.getStatus().getContainerStatuses().stream())
                .map(status -> container(pod, status))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> unschedulable(pod));
    }

    private static Optional<String> container(Pod pod, ContainerStatus status) {
        ContainerStateWaiting waiting =
                status.getState() == null ? null : status.getState().getWaiting();
        String reason = waiting == null ? null : waiting.getReason();
        if (reason == null) {
            return Optional.empty();
        }
        if (IMAGE.contains(reason)) {
            return Optional.of("can't pull image " + image(pod, status) + cause(waiting));
        }
        return CONTAINER.contains(reason)
                ? Optional.of("can't create the container: " + PodFailure.shown(message(waiting)))
                : Optional.empty();
    }

    /** Of the kinds of cause only what every report of the same cause has in common. */
    private static String cause(ContainerStateWaiting waiting) {
        String message = message(waiting);
        if ("InvalidImageName".equals(waiting.getReason())) {
            return ": invalid name";
        }
        if ("ErrImageNeverPull".equals(waiting.getReason())) {
            return ": it is not on the node, and its imagePullPolicy is Never";
        }
        return Stream.of(
                        "not found",
                        "unauthorized",
                        "forbidden",
                        "denied",
                        "no such host",
                        "timeout",
                        "connection refused")
                .filter(message::contains)
                .findFirst()
                .map(cause -> ": " + cause)
                .orElse("");
    }

    private static String image(Pod pod, ContainerStatus status) {
        List<Container> containers = Stream.concat(
                        pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .toList();
        return containers.stream()
                .filter(container -> container.getName().equals(status.getName()))
                .map(Container::getImage)
                .findFirst()
                .orElse(status.getImage());
    }

    private static Optional<String> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> "PodScheduled".equals(condition.getType())
                        && "False".equals(condition.getStatus())
                        && "Unschedulable".equals(condition.getReason()))
                .map(condition -> "can't be scheduled: " + PodFailure.shown(firstSentence(condition.getMessage())))
                .findFirst();
    }

    /** The rest is about preemption, for administrators. */
    private static String firstSentence(String message) {
        int end = message == null ? -1 : message.indexOf(". ");
        return message == null ? "" : end < 0 ? message : message.substring(0, end);
    }

    private static String message(ContainerStateWaiting waiting) {
        return waiting.getMessage() == null ? waiting.getReason() : waiting.getMessage();
    }
}
