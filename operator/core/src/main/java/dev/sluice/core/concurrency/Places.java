package dev.sluice.core.concurrency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Who is in a concurrency group: a value. Where it is kept, and that nobody changes it unseen, is the business of who runs things.
 *
 * @param held places that are taken, the oldest first
 * @param turns runs with jobs to come in an ordered group, in their order: those after them wait
 */
public record Places(List<Place> held, List<Turn> turns) {

    public static final Places NONE = new Places(List.of(), List.of());

    /** @param job {@code deploy/0}; empty: the run as a whole */
    public record Place(String runId, String run, String job) {}

    /** @param since when the run was accepted, or let in where it had to wait itself */
    public record Turn(String runId, String run, Instant since) {

        private static final Comparator<Turn> ORDER =
                Comparator.comparing(Turn::since).thenComparing(Turn::run).thenComparing(Turn::runId);

        boolean before(Turn other) {
            return ORDER.compare(this, other) < 0;
        }
    }

    public Places {
        held = List.copyOf(held);
        turns = List.copyOf(turns);
    }

    public boolean empty() {
        return held.isEmpty() && turns.isEmpty();
    }

    public boolean holds(String runId, String job) {
        return held.stream()
                .anyMatch(place -> place.runId().equals(runId) && place.job().equals(job));
    }

    public Places with(Place place) {
        List<Place> more = new ArrayList<>(held);
        more.add(place);
        return new Places(more, turns);
    }

    Places with(Turn turn) {
        List<Turn> more = new ArrayList<>(turns);
        more.add(turn);
        more.sort(Turn.ORDER);
        return new Places(held, more);
    }

    /** Nothing of these runs is left. */
    public Places withoutRuns(Predicate<String> runIds) {
        return new Places(
                held.stream().filter(place -> !runIds.test(place.runId())).toList(),
                turns.stream().filter(turn -> !runIds.test(turn.runId())).toList());
    }

    Places withoutPlaces(Predicate<Place> gone) {
        return new Places(held.stream().filter(gone.negate()).toList(), turns);
    }

    Places withoutTurn(String runId) {
        return new Places(
                held, turns.stream().filter(turn -> !turn.runId().equals(runId)).toList());
    }
}
