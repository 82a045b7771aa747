package dev.sluice.core.schedule;

import dev.sluice.core.model.Limits;
import dev.sluice.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** When time is up: for an attempt's start, for an attempt, for the run. Up is up at the very instant. */
final class Timeouts {

    private Timeouts() {}

    /** Until when an attempt in this state may stay in it. */
    static Optional<Instant> deadline(Limits limits, Attempt.State state) {
        if (state instanceof Attempt.State.Waiting waiting) {
            return limits.queueTimeout().map(waiting.since()::plus);
        }
        if (state instanceof Attempt.State.Running running) {
            return limits.timeout().map(running.since()::plus);
        }
        return Optional.empty();
    }

    /** Of the run, as far as is known now: time in gates is not counted, so it moves on while there is nothing else. */
    static Optional<Instant> deadline(Plan plan, Observed observed, TimeInGates inGates) {
        return plan.rules()
                .timeout()
                .map(timeout -> observed.startTime().plus(timeout).plus(inGates.total()));
    }

    static boolean passed(Optional<Instant> deadline, Instant now) {
        return deadline.isPresent() && !now.isBefore(deadline.get());
    }

    static Failure neverStarted(Duration queueTimeout, Optional<String> trouble) {
        String why = trouble.map(t -> ": " + t).orElse("");
        return Failure.of(Failure.Kind.QUEUE_TIMEOUT, "did not start within " + text(queueTimeout) + why);
    }

    /** As people write it: 1h30m. */
    static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
