package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.Answer;
import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The gates' entries of a run's status: all there is to know of them, since nothing else keeps it. */
final class GateStatuses {

    /** An entry and a decision without their texts. */
    private static final int FRAME = 320;

    private GateStatuses() {}

    /** Null where no gate has been opened. */
    static List<GateStatus> of(List<GateReport> gates) {
        return gates.isEmpty() ? null : gates.stream().map(GateStatuses::of).toList();
    }

    /** What they weigh in a status, roughly and never too little. */
    static int weight(List<GateReport> gates) {
        int weight = 0;
        for (GateReport gate : gates) {
            weight += FRAME;
            for (GateRecord.Vote vote : gate.record().votes()) {
                weight += FRAME + bytes(vote.person()) + bytes(vote.comment());
            }
            for (List<String> values : gate.record().answers().values()) {
                weight += FRAME + values.stream().mapToInt(GateStatuses::bytes).sum();
            }
        }
        return weight;
    }

    private static GateStatus of(GateReport gate) {
        GateRecord record = gate.record();
        return new GateStatus(
                gate.name(),
                GateStatus.GateState.valueOf(gate.state().name()),
                null,
                null,
                gate.opened(),
                null,
                gate.closed().orElse(null),
                null,
                null,
                null,
                decisions(record),
                answers(record));
    }

    private static List<Decision> decisions(GateRecord record) {
        return record.votes().isEmpty()
                ? null
                : record.votes().stream().map(GateStatuses::decision).toList();
    }

    private static Decision decision(GateRecord.Vote vote) {
        return new Decision(
                vote.person(),
                vote.approves() ? Decision.Verdict.APPROVE : Decision.Verdict.REJECT,
                vote.time(),
                vote.comment().isEmpty() ? null : vote.comment(),
                null,
                null,
                null,
                null,
                null);
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
