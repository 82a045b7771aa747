package dev.sluice.core.schedule;

import dev.sluice.core.model.Approval;
import dev.sluice.core.schedule.GateRecord.Verdict;
import dev.sluice.core.schedule.GateRecord.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What comes of the votes at a gate, and of time. A no that counts goes before a yes, and both before the time that is up. */
public final class Verdicts {

    /** In place of a comment, where nobody decided and time was up. */
    public static final String TIMED_OUT = "nobody decided in time";

    private final Approval approval;
    private final GateRecord gate;
    private final Assurance assurance;
    private final Tally tally;

    private Verdicts(Approval approval, GateRecord gate, Assurance assurance) {
        this.approval = approval;
        this.gate = gate;
        this.assurance = assurance;
        this.tally = Tally.of(approval, gate.votes());
    }

    static Optional<Verdict> of(Approval approval, GateRecord gate, Assurance assurance, Instant now) {
        if (gate.verdict().isPresent()) {
            return gate.verdict();
        }
        Verdicts verdicts = new Verdicts(approval, gate, assurance);
        return verdicts.rejected().or(verdicts::approved).or(() -> verdicts.timedOut(now));
    }

    /** Approvals that count towards the quorum, the oldest first. */
    public static List<Vote> approvals(Approval approval, GateRecord gate, Optional<String> startedBy) {
        return Tally.of(approval, gate.votes()).standing(Vote.Kind.APPROVE).stream()
                .filter(vote -> !(approval.requireOtherPerson()
                        && startedBy.filter(vote.person()::equals).isPresent()))
                .toList();
    }

    private Optional<Verdict> rejected() {
        List<Vote> rejections = tally.standing(Vote.Kind.REJECT);
        boolean enough = !rejections.isEmpty() && (!approval.outvote() || alone() || outOfReach(rejections.size()));
        return enough ? Optional.of(verdict(false, rejections)) : Optional.empty();
    }

    /** Where not all who may decide are known by name, as many have to reject as would have to approve. */
    private boolean outOfReach(int rejections) {
        if (!approval.onlyPeople()) {
            return rejections >= approval.quorum();
        }
        long mayApprove = approval.approvers().stream()
                .filter(person -> !approval.requireOtherPerson()
                        || assurance.startedBy().filter(person::equals).isEmpty())
                .count();
        return mayApprove - rejections < approval.quorum();
    }

    private Optional<Verdict> approved() {
        Optional<String> starter = alone() ? Optional.empty() : assurance.startedBy();
        List<Vote> approvals = approvals(approval, gate, starter);
        int needed = alone() ? 1 : approval.quorum();
        boolean starterKnown = alone() || !approval.requireOtherPerson() || starter.isPresent();
        return starterKnown && approvals.size() >= needed ? Optional.of(verdict(true, approvals)) : Optional.empty();
    }

    /** A yes by itself is no yes while nobody could have said no. */
    private Optional<Verdict> timedOut(Instant now) {
        return gate.deadline()
                .filter(deadline -> !now.isBefore(deadline))
                .filter(deadline -> !approval.approvesOnTimeout() || assurance.identity() != Assurance.Identity.UNKNOWN)
                .map(deadline -> new Verdict(approval.approvesOnTimeout(), "", TIMED_OUT, deadline));
    }

    private boolean alone() {
        return assurance.identity() == Assurance.Identity.ALONE;
    }

    private static Verdict verdict(boolean approved, List<Vote> votes) {
        Vote last = votes.get(votes.size() - 1);
        String by = votes.stream().map(Vote::person).collect(Collectors.joining(", "));
        return new Verdict(approved, by, last.comment(), last.time());
    }
}
