package dev.sluice.kubernetes.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRun;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which changes wake a run: every one more is a reconcile for nothing, every one less a person who is not heard. */
class RunChangesTest {

    private static PipelineRun run(long generation, String deleted, Map<String, String> annotations) {
        PipelineRun run = new PipelineRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withGeneration(generation)
                .withDeletionTimestamp(deleted)
                .withAnnotations(annotations)
                .build());
        return run;
    }

    private static boolean wakes(Map<String, String> before, Map<String, String> now) {
        return RunChanges.isNews(run(1, null, now), run(1, null, before));
    }

    @Test
    void aChangeOfItsSpecOrItsDeletion() {
        assertThat(RunChanges.isNews(run(2, null, null), run(1, null, null))).isTrue();
        assertThat(RunChanges.isNews(run(1, "2026-11-21T10:00:00Z", null), run(1, null, null)))
                .isTrue();
        assertThat(RunChanges.isNews(run(1, null, null), run(1, null, null))).isFalse();
    }

    @Test
    void whatPeopleAskByAnnotations() {
        assertThat(wakes(Map.of(), Map.of("approve.sluice.dev/a", "alice"))).isTrue();
        assertThat(wakes(Map.of("reject.sluice.dev/a", "a"), Map.of("reject.sluice.dev/a", "b")))
                .isTrue();
        assertThat(wakes(Map.of("approve.sluice.dev/a", "alice"), Map.of())).isFalse();
        assertThat(wakes(Map.of(), Map.of("kubectl.kubernetes.io/last-applied", "x")))
                .isFalse();
        assertThat(wakes(Map.of(), Map.of("notsluice.dev/a", "x"))).isFalse();
    }
}
