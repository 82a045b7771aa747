package dev.sluice.core.schedule;

import dev.sluice.core.model.Ordered;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The newest attempt of a job, as observed. It carries what came before it, so that older attempts need not be remembered.
 *
 * @param number from 1
 * @param infrastructureFailures how many of the attempts before it failed through no fault of the step
 */
public record Attempt(int number, int infrastructureFailures, State state) {

    public sealed interface State {

        /** Exists, and has not started: queued, pulling its image. {@code trouble}: why, where somebody should know. */
        record Waiting(Instant since, Optional<String> trouble) implements State {}

        record Running(Instant since) implements State {}

        /** Asked to end, and still there. Nothing may start in its place. */
        record Stopping(Instant since) implements State {}

        /** {@code upload}: steps it wrote for its run. */
        record Succeeded(Instant start, Instant end, Map<String, String> outputs, Optional<String> upload)
                implements State {
            public Succeeded {
                outputs = Ordered.copyOf(outputs);
            }

            public Succeeded(Instant start, Instant end, Map<String, String> outputs) {
                this(start, end, outputs, Optional.empty());
            }
        }

        record Failed(Instant start, Instant end, Failure failure) implements State {}

        /** Known to have existed, gone before anyone saw its end. */
        record Lost(Instant noticed) implements State {}
    }

    public boolean active() {
        return state instanceof State.Waiting || state instanceof State.Running || state instanceof State.Stopping;
    }
}
