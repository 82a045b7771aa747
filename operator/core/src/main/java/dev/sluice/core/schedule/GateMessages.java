package dev.sluice.core.schedule;

import dev.sluice.core.model.Approval;
import dev.sluice.core.schedule.GateRecord.Vote;
import java.util.ArrayList;
import java.util.List;

/** What a gate that waits waits for, in one line. */
final class GateMessages {

    private static final int MOST_NAMES = 4;

    private GateMessages() {}

    static String waiting(GateReport gate) {
        Approval approval = gate.approval();
        StringBuilder line = new StringBuilder("waits for ");
        String whom = names(approval.approvers());
        if (whom.isEmpty()) {
            line.append(approval.quorum() == 1 ? "a person" : approval.quorum() + " people");
        } else {
            line.append(approval.quorum()).append(" of ").append(whom);
        }
        said(line, gate, Vote.Kind.APPROVE, "approved by ");
        said(line, gate, Vote.Kind.REJECT, "rejected by ");
        gate.record().deadline().ifPresent(deadline -> line.append(", until ")
                .append(deadline)
                .append(approval.approvesOnTimeout() ? ", then it goes on" : ", then it is rejected"));
        if (gate.identity() == Assurance.Identity.UNKNOWN) {
            line.append("; nobody can decide now: see the condition ApprovalsVerified");
        }
        return line.toString();
    }

    private static void said(StringBuilder line, GateReport gate, Vote.Kind kind, String words) {
        List<String> people = Tally.of(gate.approval(), gate.record().votes()).standing(kind).stream()
                .map(Vote::person)
                .toList();
        if (!people.isEmpty()) {
            line.append("; ").append(words).append(names(people));
        }
    }

    private static String names(List<String> all) {
        List<String> names = new ArrayList<>(all.subList(0, Math.min(all.size(), MOST_NAMES)));
        return String.join(", ", names)
                + (all.size() > MOST_NAMES ? " and " + (all.size() - MOST_NAMES) + " more" : "");
    }
}
