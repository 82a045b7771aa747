package dev.sluice.core.schedule;

import dev.sluice.core.schedule.GateRecord.Verdict;
import dev.sluice.core.schedule.GateRecord.Vote;
import java.util.Optional;

/** What comes of the votes at a gate: the first decides. */
final class Verdicts {

    private Verdicts() {}

    static Optional<Verdict> of(GateRecord gate) {
        if (gate.verdict().isPresent() || gate.votes().isEmpty()) {
            return gate.verdict();
        }
        Vote vote = gate.votes().get(0);
        return Optional.of(new Verdict(vote.approves(), vote.person(), vote.comment(), vote.time()));
    }
}
