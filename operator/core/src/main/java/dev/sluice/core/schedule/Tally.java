package dev.sluice.core.schedule;

import dev.sluice.core.model.Approval;
import dev.sluice.core.schedule.GateRecord.Vote;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What of all that was said at a gate still counts. Everybody who may decide has one seat. Who has given it away sits there no more until
 * they decide again, which takes it back; whoever holds another's seat and has none of their own by name decides for that seat. So no
 * seat and no person ever counts twice.
 */
public final class Tally {

    private final Approval approval;
    private final List<Vote> votes;
    private final Map<String, Integer> bySeat = new LinkedHashMap<>();
    private final Map<String, Integer> delegations = new LinkedHashMap<>();
    private final String[] voids;

    private Tally(Approval approval, List<Vote> votes) {
        this.approval = approval;
        this.votes = votes;
        this.voids = new String[votes.size()];
    }

    public static Tally of(Approval approval, List<Vote> votes) {
        Tally tally = new Tally(approval, votes);
        for (int i = 0; i < votes.size(); i++) {
            tally.add(i, votes.get(i));
        }
        return tally;
    }

    /** Decisions of this kind that count, the oldest first. */
    List<Vote> standing(Vote.Kind kind) {
        List<Vote> standing = new ArrayList<>();
        for (int i = 0; i < votes.size(); i++) {
            if (votes.get(i).kind() == kind && bySeat.containsValue(i)) {
                standing.add(votes.get(i));
            }
        }
        return standing;
    }

    /** Anything said counts. */
    boolean any() {
        return !bySeat.isEmpty() || !delegations.isEmpty();
    }

    /** A seat that they hold for another now. */
    public Optional<Vote> delegationTo(String person, Instant at) {
        return delegations.values().stream()
                .map(votes::get)
                .filter(vote -> vote.to().filter(person::equals).isPresent() && holds(vote, at))
                .findFirst();
    }

    /** On record as holding another's seat, be it that time has ended that. */
    public boolean heldSeat(String person) {
        return delegations.values().stream()
                .anyMatch(i -> votes.get(i).to().filter(person::equals).isPresent());
    }

    /** Why a vote does not count, or holds no longer; empty: it counts. */
    public String voided(int vote, Instant at) {
        if (voids[vote] != null) {
            return voids[vote];
        }
        Vote said = votes.get(vote);
        return said.kind() == Vote.Kind.DELEGATE && !holds(said, at)
                ? "ended " + said.until().orElseThrow()
                : "";
    }

    /** When time alone next ends a delegation. */
    Optional<Instant> nextEnd(Instant now) {
        return delegations.values().stream()
                .flatMap(i -> votes.get(i).until().stream())
                .filter(now::isBefore)
                .min(Instant::compareTo);
    }

    private static boolean holds(Vote delegation, Instant at) {
        return delegation.until().map(at::isBefore).orElse(true);
    }

    private void add(int i, Vote vote) {
        switch (vote.kind()) {
            case VOID -> {
                bySeat.values().forEach(said -> voids[said] = vote.comment());
                delegations.values().forEach(said -> voids[said] = vote.comment());
                bySeat.clear();
                delegations.clear();
            }
            case DELEGATE -> {
                String person = vote.person();
                end(
                        delegations.remove(person),
                        person + " gave it to " + vote.to().orElse(""));
                end(
                        bySeat.remove(person),
                        person + " gave the decision to " + vote.to().orElse(""));
                delegations.put(person, i);
            }
            case APPROVE, REJECT -> decided(i, vote);
        }
    }

    private void decided(int i, Vote vote) {
        String person = vote.person();
        String seat = approval.names(person)
                ? person
                : delegationTo(person, vote.time()).map(Vote::person).orElse(person);
        if (seat.equals(person)) {
            end(delegations.remove(person), person + " decided");
        }
        bySeat.entrySet().removeIf(entry -> {
            boolean same = votes.get(entry.getValue()).person().equals(person);
            if (same) {
                end(entry.getValue(), person + " said something else");
            }
            return same;
        });
        end(bySeat.remove(seat), seat + " decided");
        bySeat.put(seat, i);
    }

    private void end(Integer vote, String why) {
        if (vote != null) {
            voids[vote] = why;
        }
    }
}
