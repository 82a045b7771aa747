package dev.sluice.kubernetes.observe;

import dev.sluice.core.schedule.Failure;
import dev.sluice.core.text.Outputs;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.pod.Checkout;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Why a Pod failed, and whose budget that counts against. */
final class PodFailure {

    /** Said by kubelets and Kubernetes' controllers of Pods that they end, or refuse, for reasons of the node. */
    private static final Set<String> NODE_REASONS = Set.of(
            "Evicted",
            "NodeLost",
            "NodeShutdown",
            "Shutdown",
            "Terminated",
            "Preempting",
            "Preempted",
            "UnexpectedAdmissionError",
            "NodeAffinity",
            "OutOfcpu",
            "OutOfmemory",
            "OutOfpods",
            "OutOfephemeral-storage");

    /** 128 + SIGKILL and SIGTERM. */
    private static final Set<Integer> SIGNALS = Set.of(137, 143);

    private static final int LONGEST_DETAIL = 200;

    private PodFailure() {}

    static Failure of(Pod pod) {
        String reason = text(pod.getStatus().getReason());
        if ("DeadlineExceeded".equals(reason)) {
            return deadline(pod);
        }
        return disruption(pod)
                .or(() -> node(pod, reason))
                .or(() -> container(pod))
                .orElseGet(() -> infrastructure(
                        "the Pod failed: " + detail(reason, pod.getStatus().getMessage())));
    }

    private static Failure deadline(Pod pod) {
        boolean started = PodState.first(pod)
                .map(ContainerStatus::getState)
                .map(state -> state.getTerminated())
                .filter(end -> end.getStartedAt() != null)
                .isPresent();
        if (!started) {
            return Failure.of(Failure.Kind.QUEUE_TIMEOUT, "did not start in time" + troubleAtTheEnd(pod));
        }
        int seconds = PodIdentity.number(pod.getMetadata().getAnnotations().get(Annotations.TIMEOUT_SECONDS));
        return Failure.of(Failure.Kind.TIMEOUT, seconds > 0 ? "timed out after " + text(seconds) : "timed out");
    }

    /** {@code 5400} as {@code 1h30m}. */
    private static String text(int seconds) {
        return Duration.ofSeconds(seconds).toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private static String troubleAtTheEnd(Pod pod) {
        return Trouble.of(pod).map(trouble -> ": " + trouble).orElse("");
    }

    private static Optional<Failure> disruption(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "DisruptionTarget".equals(condition.getType()) && "True".equals(condition.getStatus()))
                .map(PodFailure::disrupted)
                .findFirst();
    }

    private static Failure disrupted(PodCondition condition) {
        return infrastructure("the Pod was disrupted: " + detail(condition.getReason(), condition.getMessage()));
    }

    private static Optional<Failure> node(Pod pod, String reason) {
        if (NODE_REASONS.contains(reason)) {
            return Optional.of(infrastructure("the Pod was ended by its node: "
                    + detail(reason, pod.getStatus().getMessage())));
        }
        return deletedByHand(pod) ? Optional.of(infrastructure("the Pod was deleted")) : Optional.empty();
    }

    /**
     * A container that was killed because somebody deleted its Pod did not fail by itself. It ended after the deletion was asked for; where
     * clocks differ, by a signal.
     */
    private static boolean deletedByHand(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            return false;
        }
        Instant asked =
                PodState.instant(pod.getMetadata().getDeletionTimestamp()).minusSeconds(grace(pod));
        return PodState.first(pod)
                .map(ContainerStatus::getState)
                .map(state -> state.getTerminated())
                .map(end -> !PodState.instant(end.getFinishedAt()).isBefore(asked)
                        || (SIGNALS.contains(end.getExitCode()) && !"OOMKilled".equals(end.getReason())))
                .orElse(true);
    }

    /**
     * What the deletion left it to end. Once it has ended, its kubelet deletes it anew without grace; where a finalizer (a Job's) keeps it
     * even then, that deletion's time is all that is left, and the first was asked for at most the Pod's own grace before.
     */
    private static long grace(Pod pod) {
        Long left = pod.getMetadata().getDeletionGracePeriodSeconds();
        if (left != null && left > 0) {
            return left;
        }
        Long own = pod.getSpec().getTerminationGracePeriodSeconds();
        return own == null ? 0 : own;
    }

    private static Optional<Failure> container(Pod pod) {
        List<ContainerStatus> all = new ArrayList<>();
        PodState.first(pod).ifPresent(all::add);
        all.addAll(pod.getStatus().getInitContainerStatuses());
        all.addAll(pod.getStatus().getContainerStatuses());
        return all.stream()
                .filter(status -> status.getState() != null && status.getState().getTerminated() != null)
                .filter(status -> status.getState().getTerminated().getExitCode() != 0)
                .findFirst()
                .map(status -> ended(pod, status));
    }

    private static Failure ended(Pod pod, ContainerStatus status) {
        ContainerStateTerminated end = status.getState().getTerminated();
        if (Checkout.CONTAINER.equals(status.getName())) {
            return CheckoutFailure.of(end);
        }
        int code = end.getExitCode();
        String where =
                PodState.first(pod).filter(status::equals).isPresent() ? "" : " of container " + status.getName();
        return switch (text(end.getReason())) {
            case "ContainerStatusUnknown" -> infrastructure("the node lost sight of the container");
            case "OOMKilled" -> step(code, "exit code " + code + where + ": out of memory; raise its memory limit");
            case "StartError", "ContainerCannotRun" ->
                step(code, "could not start" + where + ": " + shown(startProblem(text(end.getMessage()))));
            default ->
                where.isEmpty()
                        ? Failure.exitCode(code, Outputs.failure(text(end.getMessage())))
                        : step(code, "exit code " + code + where);
        };
    }

    /** Container runtimes wrap what matters in what they were doing. */
    private static String startProblem(String message) {
        int exec = message.indexOf("exec: ");
        return exec < 0 ? message : message.substring(exec).replace(": unknown", "");
    }

    private static Failure step(int code, String message) {
        return new Failure(Failure.Kind.STEP, OptionalInt.of(code), message);
    }

    private static Failure infrastructure(String message) {
        return Failure.of(Failure.Kind.INFRASTRUCTURE, message);
    }

    private static String detail(String reason, String message) {
        return Stream.of(text(reason), shown(text(message)))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    static String shown(String message) {
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_DETAIL ? line : line.substring(0, LONGEST_DETAIL) + "…";
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
