package dev.sluice.kubernetes.observe;

import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.text.Outputs;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What a Pod says of its attempt. The first container is the job; what else an agent's template has only serves it. */
public final class PodState {

    private PodState() {}

    public static Attempt.State of(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        if ("Succeeded".equals(phase)) {
            return succeeded(pod);
        }
        if ("Failed".equals(phase)) {
            Instant end = end(pod);
            return new Attempt.State.Failed(start(pod).orElse(end), end, PodFailure.of(pod));
        }
        if (pod.getMetadata().getDeletionTimestamp() != null) {
            return new Attempt.State.Stopping(instant(pod.getMetadata().getDeletionTimestamp()));
        }
        return started(pod).<Attempt.State>map(Attempt.State.Running::new).orElseGet(() -> waiting(pod));
    }

    /** Whether it will never change again. */
    public static boolean terminal(Pod pod) {
        String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
        return "Succeeded".equals(phase) || "Failed".equals(phase);
    }

    private static Attempt.State waiting(Pod pod) {
        return new Attempt.State.Waiting(instant(pod.getMetadata().getCreationTimestamp()), Trouble.of(pod));
    }

    private static Attempt.State succeeded(Pod pod) {
        Instant end = end(pod);
        Instant start = start(pod).orElse(end);
        String message =
                terminated(pod).map(ContainerStateTerminated::getMessage).orElse("");
        Outputs outputs = message.getBytes(StandardCharsets.UTF_8).length > Outputs.MOST_BYTES
                ? Outputs.tooLong()
                : Outputs.parse(message);
        if (outputs instanceof Outputs.Written written) {
            return new Attempt.State.Succeeded(start, end, written.values(), written.upload());
        }
        String why = ((Outputs.Unreadable) outputs).message();
        return new Attempt.State.Failed(start, end, Failure.of(Failure.Kind.STEP, why));
    }

    private static Optional<Instant> started(Pod pod) {
        return first(pod).map(ContainerStatus::getState).flatMap(state -> Optional.ofNullable(state.getRunning())
                .map(ContainerStateRunning::getStartedAt)
                .or(() -> Optional.ofNullable(state.getTerminated()).map(ContainerStateTerminated::getStartedAt))
                .map(PodState::instant));
    }

    private static Optional<Instant> start(Pod pod) {
        return terminated(pod)
                .map(ContainerStateTerminated::getStartedAt)
                .map(PodState::instant)
                .filter(start -> start.getEpochSecond() > 0);
    }

    /** The later of the container's end and the Pod's creation: a Pod that never ran has no end of its own. */
    private static Instant end(Pod pod) {
        return terminated(pod)
                .map(ContainerStateTerminated::getFinishedAt)
                .map(PodState::instant)
                .filter(end -> end.getEpochSecond() > 0)
                .orElseGet(() -> lastChange(pod));
    }

    private static Instant lastChange(Pod pod) {
        Instant created = instant(pod.getMetadata().getCreationTimestamp());
        return pod.getStatus().getConditions().stream()
                .map(condition -> condition.getLastTransitionTime())
                .filter(time -> time != null)
                .map(PodState::instant)
                .max(Instant::compareTo)
                .orElse(created);
    }

    private static Optional<ContainerStateTerminated> terminated(Pod pod) {
        return first(pod).map(ContainerStatus::getState).map(state -> state.getTerminated());
    }

    /** Statuses are in the order of their names' first report, so the container is looked up by name. */
    static Optional<ContainerStatus> first(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null
                || status.getContainerStatuses() == null
                || pod.getSpec().getContainers().isEmpty()) {
            return Optional.empty();
        }
        String name = pod.getSpec().getContainers().get(0).getName();
        return status.getContainerStatuses().stream()
                .filter(container -> name.equals(container.getName()))
                .findFirst();
    }

    static Instant instant(String time) {
        try {
            return time == null ? Instant.EPOCH : Instant.parse(time);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }
}
