package dev.sluice.core.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a step is, what it waits for taken into account.
 *
 * @param over for good: what depends on it may start. Later than {@code state} says where an end is not on record yet
 * @param passed when the run went past it, as far as known; the end of a step that runs nothing
 */
record StepProgress(StepReport.State state, boolean over, Optional<Instant> passed) {}
