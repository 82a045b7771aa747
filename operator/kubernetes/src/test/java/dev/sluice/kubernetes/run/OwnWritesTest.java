package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRun;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OwnWritesTest {

    private final OwnWrites own = new OwnWrites();

    @Test
    void what_is_ahead_of_the_informer_is_the_newest() {
        PipelineRun written = run("1", 7);
        own.written(written);
        assertThat(own.newest(run("1", 6))).isSameAs(written);
        PipelineRun later = run("1", 8);
        assertThat(own.newest(later)).isSameAs(later);
    }

    /** The last write of a run wakes nobody, so that most are never asked for again: they would be kept for ever. */
    @Test
    void only_what_is_ahead_of_informers_is_kept() {
        PipelineRun ahead = run("ahead", 7);
        own.written(ahead);
        own.written(run("caught up", 7));
        own.written(run("gone", 7));
        own.caughtUp(() -> Stream.of(run("ahead", 6), run("caught up", 7)));
        assertThat(own.newest(run("ahead", 6))).isSameAs(ahead);
        assertThat(own.newest(run("caught up", 6)).getMetadata().getResourceVersion())
                .isEqualTo("6");
        assertThat(own.newest(run("gone", 6)).getMetadata().getResourceVersion())
                .isEqualTo("6");
    }

    /** It was made and written while informers were asked. */
    @Test
    void what_is_written_meanwhile_is_kept() {
        PipelineRun written = run("new", 7);
        own.caughtUp(() -> {
            own.written(written);
            return Stream.of();
        });
        assertThat(own.newest(run("new", 6))).isSameAs(written);
    }

    private static PipelineRun run(String uid, long version) {
        PipelineRun run = new PipelineRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withUid(uid)
                .withResourceVersion(String.valueOf(version))
                .build());
        return run;
    }
}
