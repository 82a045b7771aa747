package dev.sluice.kubernetes.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.kubernetes.fake.Pods;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodNewsTest {

    private static final Pod NEW = Pods.created();
    private static final Pod SCHEDULED = Pods.with(NEW, "PodScheduled", "True", null, null);
    private static final Pod RUNNING = Pods.running(NEW);
    private static final Pod PULL = Pods.waiting(NEW, "ErrImagePull", "x: not found");
    private static final Pod BACK_OFF = Pods.waiting(NEW, "ImagePullBackOff", "Back-off: x: not found");

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("scheduled", NEW, SCHEDULED, false),
                arguments("started, without a limit on its time", SCHEDULED, RUNNING, false),
                arguments("started, with a limit on its time", limited(SCHEDULED), limited(RUNNING), true),
                arguments("can't pull", SCHEDULED, PULL, true),
                arguments("still can't pull", PULL, BACK_OFF, false),
                arguments("could pull at last", BACK_OFF, RUNNING, true),
                arguments("succeeded", RUNNING, Pods.succeeded(RUNNING), true),
                arguments("failed", SCHEDULED, Pods.failed(SCHEDULED, 1), true),
                arguments("being deleted", RUNNING, Pods.deleted(RUNNING, Pods.START, 5), true),
                arguments(
                        "deleted after its end",
                        Pods.succeeded(RUNNING),
                        Pods.deleted(Pods.succeeded(RUNNING), Pods.END, 5),
                        false));
    }

    @ParameterizedTest(name = "{0}: {3}")
    @MethodSource("changes")
    void onlyWhatCanChangeADecisionWakesARun(String what, Pod before, Pod now, boolean news) {
        assertThat(PodNews.isNews(now, before)).isEqualTo(news);
    }

    static Stream<Arguments> additions() {
        return Stream.of(
                arguments("just made", NEW, false),
                arguments("in trouble", PULL, true),
                arguments("ended while nobody watched", Pods.failed(NEW, 1), true),
                arguments("being deleted", Pods.deleted(RUNNING, Pods.START, 5), true));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("additions")
    void aPodThatWasJustMadeIsNoNewsToWhoMadeIt(String what, Pod added, boolean news) {
        assertThat(PodNews.isNews(added)).isEqualTo(news);
    }

    private static Pod limited(Pod pod) {
        return new PodBuilder(pod)
                .editSpec()
                .withActiveDeadlineSeconds(60L)
                .endSpec()
                .build();
    }
}
