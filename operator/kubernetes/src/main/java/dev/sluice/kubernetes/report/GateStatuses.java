package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.Answer;
import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GatePolicy;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.GateStatusBuilder;
import dev.sluice.core.model.Approval;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.Tally;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The gates' entries of a run's status: all there is to know of them, since nothing else keeps it. */
final class GateStatuses {

    /** An entry and a decision without their texts. */
    private static final int FRAME = 480;

    private static final int LONGEST_PROMPT = 1024;

    /** Of all gates that wait, so that a status stays small. */
    private static final int MOST_PROMPTS = 8192;

    private GateStatuses() {}

    /** Null where no gate has been opened. */
    static List<GateStatus> of(List<GateReport> gates, List<GateStatus> before, Instant now) {
        int longest = longestPrompt(gates);
        return gates.isEmpty()
                ? null
                : gates.stream()
                        .map(gate -> of(gate, longest, known(before, gate.name()), now))
                        .toList();
    }

    /** Of a run that has ended by itself: nobody is asked any longer. */
    static List<GateStatus> withdrawn(List<GateStatus> gates, Instant now) {
        return gates == null
                ? null
                : gates.stream()
                        .map(gate -> gate.state() == GateStatus.GateState.WAITING ? withdrawn(gate, now) : gate)
                        .toList();
    }

    private static GateStatus withdrawn(GateStatus gate, Instant now) {
        return GateStatusBuilder.builder(gate)
                .state(GateStatus.GateState.WITHDRAWN)
                .prompt(null)
                .closedTime(now)
                .build();
    }

    private static Optional<GateStatus> known(List<GateStatus> before, String name) {
        return before == null
                ? Optional.empty()
                : before.stream().filter(gate -> gate.name().equals(name)).findFirst();
    }

    /** What they weigh in a status, roughly and never too little. */
    static int weight(List<GateReport> gates) {
        int weight = 0;
        int longest = longestPrompt(gates);
        for (GateReport gate : gates) {
            weight += FRAME
                    + Notifications.ofGate(gate.approval().channels())
                    + Text.jsonBytes(prompt(gate, longest))
                    + gate.approval().approvers().stream()
                            .mapToInt(a -> bytes(a) + 5)
                            .sum();
            for (GateRecord.Vote vote : gate.record().votes()) {
                weight += FRAME + bytes(vote.person()) + bytes(vote.comment());
            }
            for (List<String> values : gate.record().answers().values()) {
                weight += FRAME + values.stream().mapToInt(GateStatuses::bytes).sum();
            }
        }
        return weight;
    }

    private static GateStatus of(GateReport gate, int longestPrompt, Optional<GateStatus> before, Instant now) {
        GateRecord record = gate.record();
        Approval approval = gate.approval();
        return GateStatusBuilder.builder()
                .name(gate.name())
                .state(GateStatus.GateState.valueOf(gate.state().name()))
                .prompt(filled(prompt(gate, longestPrompt)))
                .approvers(approval.approvers().isEmpty() ? null : approval.approvers())
                .quorum(approval.quorum())
                .openedTime(gate.opened())
                .deadline(record.deadline().orElse(null))
                .closedTime(gate.closed().orElse(null))
                .digest(record.digest().isEmpty() ? null : record.digest())
                .policy(record.seal().map(GateStatuses::policy).orElse(null))
                .notified(Notifications.ofGate(gate, before))
                .decisions(decisions(gate, gate.closed().orElse(now)))
                .answers(answers(record))
                .build();
    }

    /** Of one that is closed nobody need know it any more, and fifty would fill a status. */
    private static String prompt(GateReport gate, int longest) {
        return gate.state() == GateReport.State.WAITING ? Text.cut(gate.prompt(), longest) : "";
    }

    private static int longestPrompt(List<GateReport> gates) {
        int asked = (int) gates.stream()
                .filter(gate -> gate.state() == GateReport.State.WAITING)
                .filter(gate -> !gate.prompt().isEmpty())
                .count();
        return Math.min(LONGEST_PROMPT, MOST_PROMPTS / Math.max(1, asked));
    }

    private static GatePolicy policy(Assurance.Seal seal) {
        return new GatePolicy(seal.policy(), seal.generation(), seal.binding(), seal.bindingGeneration());
    }

    private static List<Decision> decisions(GateReport gate, Instant at) {
        List<GateRecord.Vote> votes = gate.record().votes();
        Tally tally = Tally.of(gate.approval(), votes);
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < votes.size(); i++) {
            decisions.add(decision(votes.get(i), tally.voided(i, at)));
        }
        return decisions.isEmpty() ? null : List.copyOf(decisions);
    }

    private static Decision decision(GateRecord.Vote vote, String voided) {
        return new Decision(
                vote.person(),
                Decision.Verdict.valueOf(vote.kind().name()),
                vote.time(),
                filled(vote.comment()),
                vote.to().orElse(null),
                vote.until().orElse(null),
                filled(voided),
                filled(vote.digest()),
                filled(vote.previous()));
    }

    private static String filled(String text) {
        return text.isEmpty() ? null : text;
    }

    private static List<Answer> answers(GateRecord record) {
        return record.answers().isEmpty()
                ? null
                : record.answers().entrySet().stream()
                        .map(entry -> new Answer(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
