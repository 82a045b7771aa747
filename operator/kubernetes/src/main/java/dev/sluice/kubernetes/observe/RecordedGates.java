package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.Answer;
import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GatePolicy;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.Chain;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateRecord.Verdict;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.core.schedule.Verdicts;
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
        List<Vote> votes = votes(gate);
        return new GateRecord(
                Optional.ofNullable(gate.openedTime()),
                verdict(gate, votes),
                answers(gate),
                votes,
                Optional.ofNullable(gate.closedTime()),
                Optional.ofNullable(gate.deadline()),
                text(gate.digest()),
                Optional.ofNullable(gate.policy()).map(RecordedGates::seal));
    }

    /** What people said, with how each is tied to the one before. */
    public static List<Vote> votes(GateStatus gate) {
        return gate.decisions() == null
                ? List.of()
                : gate.decisions().stream().map(RecordedGates::vote).toList();
    }

    /** By which the next one is tied to it. */
    public static String hash(Decision decision) {
        return Chain.hash(vote(decision));
    }

    /** What came of a gate; absent: nothing so far. */
    public static Optional<Verdict> verdict(GateStatus gate) {
        return verdict(gate, votes(gate));
    }

    private static Vote vote(Decision decision) {
        return new Vote(
                decision.person(),
                Vote.Kind.valueOf(decision.verdict().name()),
                text(decision.comment()),
                decision.time(),
                Optional.ofNullable(decision.to()),
                Optional.ofNullable(decision.until()),
                text(decision.digest()),
                text(decision.previous()));
    }

    private static Assurance.Seal seal(GatePolicy policy) {
        return new Assurance.Seal(
                text(policy.uid()),
                number(policy.generation()),
                text(policy.bindingUid()),
                number(policy.bindingGeneration()));
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }

    private static long number(Long number) {
        return number == null ? 0 : number;
    }

    /** Of those whose word counted when it closed; of nobody where time closed it. */
    private static Optional<Verdict> verdict(GateStatus gate, List<Vote> votes) {
        if (gate.closedTime() == null
                || gate.state() != GateStatus.GateState.APPROVED && gate.state() != GateStatus.GateState.REJECTED) {
            return Optional.empty();
        }
        boolean approved = gate.state() == GateStatus.GateState.APPROVED;
        boolean timedOut = gate.closedTime().equals(gate.deadline());
        List<String> people = new ArrayList<>();
        String comment = timedOut ? Verdicts.TIMED_OUT : "";
        for (int i = 0; i < votes.size() && !timedOut; i++) {
            Vote vote = votes.get(i);
            if (vote.kind() == (approved ? Vote.Kind.APPROVE : Vote.Kind.REJECT)
                    && gate.decisions().get(i).voided() == null) {
                people.add(vote.person());
                comment = vote.comment();
            }
        }
        return Optional.of(new Verdict(approved, String.join(", ", people), comment, gate.closedTime()));
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
