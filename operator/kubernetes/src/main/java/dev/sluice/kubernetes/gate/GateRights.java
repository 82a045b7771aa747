package dev.sluice.kubernetes.gate;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.core.schedule.Tally;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether somebody whose name is proven may say what they say. Groups only the API server knows: its policy lets a request through where
 * the person is an approver, by name or by group, or holds a seat on record. What that leaves open is decided here.
 *
 * @param onRecord of the gate, as the API server knew it when it let requests through
 */
record GateRights(GateStep gate, GateRecord onRecord, Assurance assurance, Instant now) {

    /** Why not; absent: they may. */
    Optional<String> fault(Vote vote, GateRecord soFar) {
        Approval approval = gate.approval();
        String person = vote.person();
        boolean starts = approval.requireOtherPerson() && vote.kind() != Vote.Kind.REJECT;
        if (starts && assurance.startedBy().isEmpty()) {
            return Optional.of(
                    "another person than who started the run has to, and who that was is not proven: make a new"
                            + " run with spec.startedBy");
        }
        if (starts && assurance.startedBy().get().equals(person)) {
            return Optional.of(person + " started the run, and another person has to");
        }
        Tally before = Tally.of(approval, onRecord.votes());
        Tally after = Tally.of(approval, soFar.votes());
        boolean held = !approval.names(person) && before.heldSeat(person);
        if (vote.kind() == Vote.Kind.DELEGATE) {
            return delegation(vote, held);
        }
        if (held) {
            return after.delegationTo(person, now).isPresent()
                    ? Optional.empty()
                    : Optional.of("what was given to " + person
                            + " has ended; say it again if you may decide of your own right");
        }
        return stranger(person);
    }

    private Optional<String> delegation(Vote vote, boolean held) {
        Approval approval = gate.approval();
        String to = vote.to().orElse("");
        if (approval.approvers().isEmpty()) {
            return Optional.of("anybody may decide here: there is nothing to give away");
        }
        if (held) {
            return Optional.of(vote.person() + " decides in another's place, which can't be passed on");
        }
        if (to.equals(vote.person())) {
            return Optional.of("that is yourself");
        }
        if (to.startsWith(Approval.GROUP)) {
            return Optional.of(to + " is a group, and one person decides in another's place");
        }
        if (approval.requireOtherPerson()
                && assurance.startedBy().filter(to::equals).isPresent()) {
            return Optional.of(to + " started the run, and another person has to decide");
        }
        if (vote.until().filter(until -> !until.isAfter(now)).isPresent()) {
            return Optional.of("until is over already");
        }
        return stranger(vote.person());
    }

    private Optional<String> stranger(String person) {
        return gate.approval().onlyPeople() && !gate.approval().names(person)
                ? Optional.of(person + " is none of "
                        + String.join(", ", gate.approval().approvers()))
                : Optional.empty();
    }
}
