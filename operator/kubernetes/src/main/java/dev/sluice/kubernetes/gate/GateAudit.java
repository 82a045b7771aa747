package dev.sluice.kubernetes.gate;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.Approval;
import dev.sluice.core.schedule.Chain;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.core.schedule.Tally;
import dev.sluice.kubernetes.observe.RecordedGates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what is on record of a gate is what was put there: each decision tied to the one before, void what has to be, and enough that
 * counts for what came of it.
 *
 * @param faults none: it holds together
 */
public record GateAudit(GateStatus gate, List<String> faults) {

    public GateAudit {
        faults = List.copyOf(faults);
    }

    public static List<GateAudit> of(PipelineRun run) {
        return run.getStatus() == null || run.getStatus().gates() == null
                ? List.of()
                : run.getStatus().gates().stream()
                        .map(gate ->
                                new GateAudit(gate, faults(run.getMetadata().getUid(), gate)))
                        .toList();
    }

    private static List<String> faults(String uid, GateStatus gate) {
        List<String> faults = new ArrayList<>();
        List<Vote> votes = RecordedGates.votes(gate);
        int broken = new Chain(uid, gate.name()).firstBroken(votes);
        if (broken < votes.size()) {
            faults.add(
                    "decision " + (broken + 1) + " does not carry the hash of what was before it: one up to there was"
                            + " changed, left out, put in or moved");
        }
        Tally tally = Tally.of(approval(gate), votes);
        Instant at = gate.closedTime() == null ? Instant.MAX : gate.closedTime();
        int counting = 0;
        for (int i = 0; i < votes.size(); i++) {
            Decision decision = gate.decisions().get(i);
            boolean counts = tally.voided(i, at).isEmpty();
            if (counts != (decision.voided() == null) && decision.verdict() != Decision.Verdict.DELEGATE) {
                faults.add("decision " + (i + 1) + " is told as " + (counts ? "void" : "one that counts")
                        + ", and is none by what was decided after it");
            }
            if (counts
                    && decision.verdict() != Decision.Verdict.VOID
                    && decision.digest() != null
                    && !decision.digest().equals(gate.digest())) {
                faults.add(
                        "decision " + (i + 1) + " is about " + decision.digest() + ", the gate about " + gate.digest());
            }
            counting += counts && decision.verdict() == Decision.Verdict.APPROVE ? 1 : 0;
        }
        if (gate.state() == GateStatus.GateState.APPROVED
                && !gate.closedTime().equals(gate.deadline())
                && counting < approval(gate).quorum()) {
            faults.add("is approved by " + counting + " of " + approval(gate).quorum());
        }
        return faults;
    }

    private static Approval approval(GateStatus gate) {
        return Approval.by(
                gate.quorum() == null ? 1 : gate.quorum(),
                gate.approvers() == null ? new String[0] : gate.approvers().toArray(String[]::new));
    }
}
