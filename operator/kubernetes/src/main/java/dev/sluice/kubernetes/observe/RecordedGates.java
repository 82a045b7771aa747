package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.Answer;
import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateRecord.Verdict;
import dev.sluice.core.schedule.GateRecord.Vote;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a run's status has on record of its gates. */
public final class RecordedGates {

    private RecordedGates() {}

    public static Map<String, GateRecord> of(PipelineRunStatus status) {
        Map<String, GateRecord> records = new LinkedHashMap<>();
        if (status != null && status.gates() != null) {
            status.gates().forEach(gate -> records.put(gate.name(), record(gate)));
        }
        return records;
    }

    private static GateRecord record(GateStatus gate) {
        List<Vote> votes = new ArrayList<>();
        if (gate.decisions() != null) {
            gate.decisions().forEach(decision -> vote(decision).ifPresent(votes::add));
        }
        return new GateRecord(
                Optional.ofNullable(gate.openedTime()),
                verdict(gate, votes),
                answers(gate),
                votes,
                Optional.ofNullable(gate.closedTime()));
    }

    private static Optional<Vote> vote(Decision decision) {
        String comment = decision.comment() == null ? "" : decision.comment();
        return switch (decision.verdict()) {
            case APPROVE -> Optional.of(new Vote(decision.person(), true, comment, decision.time()));
            case REJECT -> Optional.of(new Vote(decision.person(), false, comment, decision.time()));
            case DELEGATE -> Optional.empty();
        };
    }

    /** Of the last who said so. */
    private static Optional<Verdict> verdict(GateStatus gate, List<Vote> votes) {
        if (gate.closedTime() == null
                || gate.state() != GateStatus.GateState.APPROVED && gate.state() != GateStatus.GateState.REJECTED) {
            return Optional.empty();
        }
        boolean approved = gate.state() == GateStatus.GateState.APPROVED;
        Verdict verdict = new Verdict(approved, "", "", gate.closedTime());
        for (Vote vote : votes) {
            if (vote.approves() == approved) {
                verdict = new Verdict(approved, vote.person(), vote.comment(), gate.closedTime());
            }
        }
        return Optional.of(verdict);
    }

    private static Map<String, List<String>> answers(GateStatus gate) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        if (gate.answers() != null) {
            for (Answer answer : gate.answers()) {
                answers.put(answer.key(), answer.values());
            }
        }
        return answers;
    }
}
