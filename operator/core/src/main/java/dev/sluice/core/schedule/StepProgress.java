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
record StepProgress(StepReport.State state, boolean through, boolean over, Optional<Instant> passed) {}
