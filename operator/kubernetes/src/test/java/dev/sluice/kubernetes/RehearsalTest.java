package dev.sluice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import org.junit.jupiter.api.Test;

class RehearsalTest {

    /** It would be of no use if it got stuck half way. */
    @Test
    void itGoesFromATextToTheEndOfARun() {
        PipelineRun run = new Rehearsal(Clients.serialization()).once();
        assertThat(run.getStatus().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(run.getStatus().progress()).isEqualTo("2/2");
    }
}
