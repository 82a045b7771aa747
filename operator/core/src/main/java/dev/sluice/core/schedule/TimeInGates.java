package dev.sluice.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long a run did nothing but wait for people: a gate was open, and no job of which that is known had started and not ended. A run's
 * timeout does not count it. It is made from what is stored alone, so that whoever looks finds the same.
 *
 * @param total until now
 * @param stands it is so now: time goes by without being counted
 */
record TimeInGates(Duration total, boolean stands) {

    private static final TimeInGates NONE = new TimeInGates(Duration.ZERO, false);

    /** A gate opens or closes, a job starts or ends. */
    private record Change(Instant time, int gates, int jobs) {}

    static TimeInGates of(Observed observed, Instant now) {
        List<Change> changes = new ArrayList<>();
        for (GateRecord gate : observed.gates().values()) {
            gate.opened()
                    .ifPresent(opened -> span(changes, opened, gate.closed().orElse(now), now, 1, 0));
        }
        if (changes.isEmpty()) {
            return NONE;
        }
        observed.settled().values().forEach(job -> job.start()
                .ifPresent(start -> span(changes, start, job.end().orElse(start), now, 0, 1)));
        observed.attempts().values().forEach(attempt -> work(changes, attempt.state(), now));
        changes.sort(Comparator.comparing(Change::time));
        return measured(changes, now);
    }

    private static void work(List<Change> changes, Attempt.State state, Instant now) {
        if (state instanceof Attempt.State.Running running) {
            span(changes, running.since(), now, now, 0, 1);
        } else if (state instanceof Attempt.State.Stopping stopping) {
            span(changes, stopping.since(), now, now, 0, 1);
        } else if (state instanceof Attempt.State.Succeeded succeeded) {
            span(changes, succeeded.start(), succeeded.end(), now, 0, 1);
        } else if (state instanceof Attempt.State.Failed failed) {
            span(changes, failed.start(), failed.end(), now, 0, 1);
        }
    }

    /** What ends now has not ended yet. */
    private static void span(List<Change> changes, Instant from, Instant to, Instant now, int gates, int jobs) {
        if (from.isBefore(to) && from.isBefore(now)) {
            changes.add(new Change(from, gates, jobs));
            if (to.isBefore(now)) {
                changes.add(new Change(to, -gates, -jobs));
            }
        }
    }

    private static TimeInGates measured(List<Change> changes, Instant now) {
        Duration total = Duration.ZERO;
        int gates = 0;
        int jobs = 0;
        Instant last = now;
        for (Change change : changes) {
            if (gates > 0 && jobs == 0) {
                total = total.plus(Duration.between(last, change.time()));
            }
            gates += change.gates();
            jobs += change.jobs();
            last = change.time();
        }
        boolean stands = gates > 0 && jobs == 0;
        return new TimeInGates(stands ? total.plus(Duration.between(last, now)) : total, stands);
    }
}
