package dev.sluice.core.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a step is, what it waits for taken into account: a step that is skipped at once is still not through before those before it
 * are.
 *
 * @param through it and all before it have ended, as far as reports go
 * @param over the same for good: what depends on it may start. Later where an end has to be on record first
 * @param passed when the run went past it, as far as known; the end of a step that runs nothing
 */
record StepProgress(StepReport.State state, boolean through, boolean over, Optional<Instant> passed) {

    /** Two lanes together. */
    StepProgress and(StepProgress other) {
        Optional<Instant> later = passed.isPresent()
                        && other.passed.map(o -> o.isBefore(passed.get())).orElse(true)
                ? passed
                : other.passed;
        return new StepProgress(state(state, other.state), through && other.through, over && other.over, later);
    }

    StepProgress as(StepReport.State other) {
        return new StepProgress(other, through, over, passed);
    }

    /** What a step without jobs is, if it is these two in two lanes: as far as the slower, and as good as the better; a gate that waits, waits. */
    private static StepReport.State state(StepReport.State a, StepReport.State b) {
        for (StepReport.State state : BY_WEIGHT) {
            if (a == state || b == state) {
                return state;
            }
        }
        return a;
    }

    private static final StepReport.State[] BY_WEIGHT = {
        StepReport.State.WAITING_APPROVAL,
        StepReport.State.PENDING,
        StepReport.State.RUNNING,
        StepReport.State.CANCELLED,
        StepReport.State.SUCCEEDED
    };
}
