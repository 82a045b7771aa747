package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import java.time.Duration;
import java.time.Instant;

/** Since when a run waits for its turn. */
final class Turns {

    /** A run is looked at within that time where an operator is there; creation times have whole seconds. */
    private static final Duration LOOKED_AT = Duration.ofSeconds(2);

    private Turns() {}

    /**
     * When it is accepted. An operator that comes back finds the runs that were made meanwhile in no order: they have the order in which they
     * were made. One that was told already why it has to wait comes when it need not any more.
     */
    static Instant since(PipelineRun run, Instant now) {
        Instant atTheLatest =
                Instant.parse(run.getMetadata().getCreationTimestamp()).plus(LOOKED_AT);
        return run.getStatus() == null && atTheLatest.isBefore(now) ? atTheLatest : now;
    }
}
