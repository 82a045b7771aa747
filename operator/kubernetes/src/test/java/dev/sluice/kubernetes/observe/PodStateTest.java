package dev.sluice.kubernetes.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Failure;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.name.Annotations;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodStateTest {

    private static final Instant CREATED = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant START = Instant.parse(Pods.START);
    private static final Instant END = Instant.parse(Pods.END);

    @Test
    void aPodThatWasJustMadeWaits() {
        assertThat(PodState.of(Pods.created())).isEqualTo(new Attempt.State.Waiting(CREATED, Optional.empty()));
    }

    @Test
    void aPodWithoutAStatusWaits() {
        Pod pod = new PodBuilder(Pods.created()).withStatus(null).build();
        assertThat(PodState.of(pod)).isEqualTo(new Attempt.State.Waiting(CREATED, Optional.empty()));
    }

    @Test
    void itRunsSinceItsContainerStarted() {
        assertThat(PodState.of(Pods.running(Pods.created()))).isEqualTo(new Attempt.State.Running(START));
    }

    @Test
    void itSucceedsWithWhatItWrote() {
        assertThat(PodState.of(Pods.ended(Pods.created(), 0, "Completed", "url=https://x\nn=1\n")))
                .isEqualTo(new Attempt.State.Succeeded(START, END, Map.of("url", "https://x", "n", "1")));
    }

    @Test
    void whyItFailedIsWhatItSaysItself() {
        assertThat(failure(Pods.ended(
                        Pods.created(), 3, "Error", "url=x\nSLUICE_FAILURE=before hook 1 failed: exit code 3\n")))
                .isEqualTo(new Failure(Failure.Kind.STEP, OptionalInt.of(3), "before hook 1 failed: exit code 3"));
    }

    @Test
    void anOutputOf4095BytesIsWhole() {
        assertThat(PodState.of(Pods.ended(Pods.created(), 0, "Completed", "k=" + "x".repeat(4093))))
                .isInstanceOf(Attempt.State.Succeeded.class);
    }

    @Test
    void anOutputOf4096BytesMayHaveBeenCutSoItIsAnError() {
        assertThat(failure(Pods.ended(Pods.created(), 0, "Completed", "k=" + "x".repeat(4094))))
                .isEqualTo(Failure.of(
                        Failure.Kind.STEP,
                        "wrote more than 4,095 bytes to $SLUICE_OUTPUT; write large results to a file of your own"));
    }

    @Test
    void aPodBeingDeletedIsStopping() {
        Pod pod = Pods.deleted(Pods.running(Pods.created()), "2026-11-21T10:00:07Z", 10);
        assertThat(PodState.of(pod)).isEqualTo(new Attempt.State.Stopping(Instant.parse("2026-11-21T10:00:17Z")));
    }

    @Test
    void aPodThatSucceededAndIsBeingDeletedHasSucceeded() {
        assertThat(PodState.of(Pods.deleted(Pods.succeeded(Pods.created()), "2026-11-21T10:00:20Z", 10)))
                .isInstanceOf(Attempt.State.Succeeded.class);
    }

    static Stream<Arguments> failures() {
        Pod pod = Pods.created();
        return Stream.of(
                arguments("its exit code", Pods.failed(pod, 3), Failure.Kind.STEP, "exit code 3"),
                arguments(
                        "memory",
                        Pods.ended(pod, 137, "OOMKilled", null),
                        Failure.Kind.STEP,
                        "exit code 137: out of memory; raise its memory limit"),
                arguments(
                        "a command that is not there",
                        Pods.ended(
                                pod,
                                128,
                                "StartError",
                                "failed to create containerd task: OCI runtime create failed: runc create failed: unable to start"
                                        + " container process: exec: \"nope\": executable file not found in $PATH: unknown"),
                        Failure.Kind.STEP,
                        "could not start: exec: \"nope\": executable file not found in $PATH"),
                arguments(
                        "its timeout",
                        timed(Pods.ended(Pods.failedWith(pod, "DeadlineExceeded", "…"), 137, "Error", null), 5400),
                        Failure.Kind.TIMEOUT,
                        "timed out after 1h30m"),
                arguments(
                        "the backstop, before it started",
                        Pods.failedWith(Pods.waiting(pod, "ErrImagePull", "x: not found"), "DeadlineExceeded", "…"),
                        Failure.Kind.QUEUE_TIMEOUT,
                        "did not start in time: can't pull image busybox:1: not found"),
                arguments(
                        "an eviction",
                        Pods.with(
                                Pods.failed(pod, 137),
                                "DisruptionTarget",
                                "True",
                                "EvictionByEvictionAPI",
                                "Eviction API: evicting"),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod was disrupted: EvictionByEvictionAPI, Eviction API: evicting"),
                arguments(
                        "a disruption that did not come about",
                        Pods.with(Pods.failed(pod, 3), "DisruptionTarget", "False", "x", "y"),
                        Failure.Kind.STEP,
                        "exit code 3"),
                arguments(
                        "a node under pressure",
                        Pods.failedWith(pod, "Evicted", "The node was low on resource: memory."),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod was ended by its node: Evicted, The node was low on resource: memory."),
                arguments(
                        "a node that shuts down",
                        Pods.failedWith(
                                Pods.failed(pod, 143),
                                "Terminated",
                                "Pod was terminated in response to imminent node shutdown."),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod was ended by its node: Terminated, Pod was terminated in response to imminent node shutdown."),
                arguments(
                        "a kubelet without room",
                        Pods.failedWith(pod, "OutOfcpu", "Node didn't have enough resource: cpu"),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod was ended by its node: OutOfcpu, Node didn't have enough resource: cpu"),
                arguments(
                        "a container nobody knows of",
                        Pods.ended(pod, 137, "ContainerStatusUnknown", null),
                        Failure.Kind.INFRASTRUCTURE,
                        "the node lost sight of the container"),
                arguments(
                        "somebody who deleted it while it ran",
                        Pods.deleted(Pods.failed(pod, 137), "2026-11-21T10:00:08Z", 10),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod was deleted"),
                arguments(
                        "somebody who deleted it, by a clock that is ahead",
                        Pods.deleted(Pods.failed(pod, 143), "2026-11-21T10:00:30Z", 10),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod was deleted"),
                arguments(
                        "somebody who deleted it; its kubelet has deleted it anew since, and a Job's finalizer keeps it",
                        Pods.deleted(withGrace(Pods.failed(pod, 1), 10), "2026-11-21T10:00:12Z", 0),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod was deleted"),
                arguments(
                        "itself, longer ago than its grace, before somebody deleted it at once",
                        Pods.deleted(withGrace(Pods.failed(pod, 1), 10), "2026-11-21T10:05:00Z", 0),
                        Failure.Kind.STEP,
                        "exit code 1"),
                arguments(
                        "itself, before somebody deleted it",
                        Pods.deleted(Pods.failed(pod, 3), "2026-11-21T10:05:00Z", 10),
                        Failure.Kind.STEP,
                        "exit code 3"),
                arguments(
                        "nothing that is told",
                        Pods.failedWith(pod, null, "gone wrong"),
                        Failure.Kind.INFRASTRUCTURE,
                        "the Pod failed: gone wrong"));
    }

    private static Pod withGrace(Pod pod, long seconds) {
        return new PodBuilder(pod)
                .editSpec()
                .withTerminationGracePeriodSeconds(seconds)
                .endSpec()
                .build();
    }

    @ParameterizedTest(name = "a Pod that failed because of {0}")
    @MethodSource("failures")
    void aFailureIsChargedToWhoCausedIt(String why, Pod pod, Failure.Kind kind, String message) {
        Failure failure = failure(pod);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.message()).isEqualTo(message);
    }

    static Stream<Arguments> troubles() {
        Pod pod = Pods.created();
        String backOff =
                "Back-off pulling image \"busybox:1\": ErrImagePull: rpc error: code = NotFound: busybox:1: not found";
        return Stream.of(
                arguments(Pods.waiting(pod, "ContainerCreating", null), null),
                arguments(Pods.waiting(pod, "PodInitializing", null), null),
                arguments(
                        Pods.waiting(pod, "ErrImagePull", "rpc error: code = NotFound: busybox:1: not found"),
                        "can't pull image busybox:1: not found"),
                arguments(Pods.waiting(pod, "ImagePullBackOff", backOff), "can't pull image busybox:1: not found"),
                arguments(
                        Pods.waiting(pod, "InvalidImageName", "couldn't parse image name"),
                        "can't pull image busybox:1: invalid name"),
                arguments(
                        Pods.waiting(pod, "CreateContainerConfigError", "secret \"deploy\" not found"),
                        "can't create the container: secret \"deploy\" not found"),
                arguments(
                        Pods.with(
                                pod,
                                "PodScheduled",
                                "False",
                                "Unschedulable",
                                "0/1 nodes are available: 1 Insufficient cpu. preemption: 0/1 nodes are available"),
                        "can't be scheduled: 0/1 nodes are available: 1 Insufficient cpu"),
                arguments(Pods.with(pod, "PodScheduled", "False", "SchedulingGated", "gated"), null));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("troubles")
    void whyAPodDoesNotStartIsNamedAndStaysTheSame(Pod pod, String trouble) {
        assertThat(PodState.of(pod)).isEqualTo(new Attempt.State.Waiting(CREATED, Optional.ofNullable(trouble)));
    }

    private static Failure failure(Pod pod) {
        return ((Attempt.State.Failed) PodState.of(pod)).failure();
    }

    private static Pod timed(Pod pod, int seconds) {
        return new PodBuilder(pod)
                .editMetadata()
                .addToAnnotations(Annotations.TIMEOUT_SECONDS, Integer.toString(seconds))
                .endMetadata()
                .build();
    }
}
