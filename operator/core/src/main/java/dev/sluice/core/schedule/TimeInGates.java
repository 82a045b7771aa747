package dev.sluice.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long a run has had a gate open. A run's timeout does not count it: its clock stands while people are asked. It is made from the
 * gates' records alone, so that whoever looks, and whenever, finds the same.
 *
 * @param total until now
 * @param stands one is open: time goes by without being counted
 */
record TimeInGates(Duration total, boolean stands) {

    private record Span(Instant from, Instant to) {}

    static TimeInGates of(Observed observed, Instant now) {
        List<Span> spans = new ArrayList<>();
        boolean stands = false;
        for (GateRecord gate : observed.gates().values()) {
            Instant opened = gate.opened().orElse(now);
            Instant closed = gate.closed().orElse(now);
            stands |= gate.opened().isPresent() && gate.closed().isEmpty();
            spans.add(new Span(opened, closed.isBefore(now) ? closed : now));
        }
        return new TimeInGates(covered(spans), stands);
    }

    /** Where spans overlap, the time counts once. */
    private static Duration covered(List<Span> spans) {
        spans.sort(Comparator.comparing(Span::from));
        Duration total = Duration.ZERO;
        Instant until = Instant.MIN;
        for (Span span : spans) {
            Instant from = span.from().isAfter(until) ? span.from() : until;
            if (span.to().isAfter(from)) {
                total = total.plus(Duration.between(from, span.to()));
                until = span.to();
            }
        }
        return total;
    }
}
