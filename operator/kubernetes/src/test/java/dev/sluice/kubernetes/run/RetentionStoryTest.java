package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that have ended go in their time, in a cluster that only pretends (F1). */
class RetentionStoryTest extends RunStory {

    private static final String ONE = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: echo a}\n";

    @Test
    void aRunIsRemovedWhenItsTimeIsOver() {
        start(Resources.run("r", "ttlAfterFinished: 1h\npipelineSpec:\n" + ONE.indent(2)));
        cluster.change("a", Pods::succeeded);
        assertThat(reconcile("r")).contains(clock.instant().plus(Duration.ofHours(1)));
        forward(3600);
        reconcile("r");
        assertThat(cluster.runs).isEmpty();
    }

    @Test
    void onlyTheNewestRunsAreKept() {
        cluster.add(Resources.pipeline("p", ONE + "retention: {successfulRuns: 2}\n"));
        for (String name : List.of("r1", "r2", "r3")) {
            start(Resources.run(name, "pipeline: p"));
            cluster.change("a", Pods::succeeded);
            forward(1);
            reconcile(name);
        }
        assertThat(cluster.runs).containsOnlyKeys("r2", "r3");
    }

    /** The informer does not know of the end that was just written: once, one run too many was kept for ever. */
    @Test
    void aRunThatHasJustEndedCountsAmongThoseKept() {
        cluster.add(Resources.pipeline("p", ONE + "retention: {failedRuns: 1}\n"));
        for (String name : List.of("r1", "r2")) {
            start(Resources.run(name, "pipeline: p"));
            cluster.change("a", pod -> Pods.failed(pod, 1));
            forward(1);
            cluster.freezeRunsInformer();
            reconcile(name);
            cluster.thawRunsInformer();
        }
        assertThat(cluster.runs).containsOnlyKeys("r2");
    }
}
