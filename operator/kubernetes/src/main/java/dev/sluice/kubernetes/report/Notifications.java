package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.core.model.Notification;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.StepReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What channels are to be told. It goes on record in the same write as that of which it is news, so that nothing that happened is left
 * untold and nothing is told that did not happen; an entry without a time is under way.
 */
public final class Notifications {

    public static final String REQUESTED = "Requested";
    public static final String DECIDED = "Decided";
    public static final String TIMED_OUT = "TimedOut";

    /** Of one entry: a channel's name, an event, a time, and why it was given up. */
    private static final int ENTRY = 330;

    /** Of a gate at most: people are asked, and something comes of it. */
    private static final int OF_GATE = 2;

    private Notifications() {}

    /** Null where nobody is told. */
    static List<Notified> ofGate(GateReport gate, Optional<GateStatus> before) {
        List<Notified> entries =
                new ArrayList<>(before.map(GateStatus::notified).orElse(List.of()));
        Optional<String> event = event(gate);
        if (event.filter(REQUESTED::equals).isPresent() && askedAnew(gate, before)) {
            entries.replaceAll(entry -> entry.event().equals(REQUESTED) ? pending(entry.channel(), REQUESTED) : entry);
        }
        event.ifPresent(word -> gate.approval().channels().forEach(channel -> add(entries, channel, word)));
        return entries.isEmpty() ? null : List.copyOf(entries);
    }

    /** Of each phase once, though a run may come to it again. Null where nobody is told. */
    static List<Notified> ofRun(List<Notified> before, List<Notification> asked, String phase, boolean ended) {
        List<Notified> entries = new ArrayList<>(before == null ? List.of() : before);
        asked.stream()
                .filter(notification -> notification.tells(phase, ended))
                .forEach(notification -> add(entries, notification.channel(), phase));
        return entries.isEmpty() ? null : List.copyOf(entries);
    }

    /** Of each end once: one that is on record may still be undone. Null where nobody is told. */
    static List<Notified> ofStep(List<Notified> before, List<Notification> asked, StepReport.State state) {
        List<Notified> entries = new ArrayList<>(before == null ? List.of() : before);
        String end = RunStatuses.word(state.name());
        asked.stream()
                .filter(notification -> state.ended() && notification.tellsOfStep(end))
                .forEach(notification -> add(entries, notification.channel(), end));
        return entries.isEmpty() ? null : List.copyOf(entries);
    }

    /** Of all that may be told of a step. */
    static int ofStep(List<Notification> asked) {
        return ENTRY * asked.stream().mapToInt(Notification::ofStep).sum();
    }

    static int ofGate(List<String> channels) {
        return OF_GATE * ENTRY * channels.size();
    }

    static int weight(List<Notified> entries) {
        return entries == null ? 0 : ENTRY * entries.size();
    }

    private static Optional<String> event(GateReport gate) {
        return switch (gate.state()) {
            case WAITING -> Optional.of(REQUESTED);
            case APPROVED, REJECTED ->
                Optional.of(gate.closed().equals(gate.record().deadline()) ? TIMED_OUT : DECIDED);
            case WITHDRAWN -> Optional.empty();
        };
    }

    /** What people are asked about is another thing since, and what they said of the old one is void. */
    private static boolean askedAnew(GateReport gate, Optional<GateStatus> before) {
        return before.filter(known -> !Objects.equals(
                        known.digest() == null ? "" : known.digest(),
                        gate.record().digest()))
                .isPresent();
    }

    private static void add(List<Notified> entries, String channel, String event) {
        boolean known = entries.stream()
                .anyMatch(entry ->
                        entry.channel().equals(channel) && entry.event().equals(event));
        if (!known) {
            entries.add(pending(channel, event));
        }
    }

    private static Notified pending(String channel, String event) {
        return new Notified(channel, event, null, null);
    }
}
