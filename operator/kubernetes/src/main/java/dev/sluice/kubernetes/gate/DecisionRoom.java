package dev.sluice.kubernetes.gate;

import dev.sluice.core.check.StatusRoom;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Notification;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.GateRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Whether a run's status has room for what somebody says, so that those who have to decide besides still can.
 *
 * @param records as they are by now
 */
record DecisionRoom(Plan plan, Map<String, GateRecord> records) {

    /** Answers of all gates of a run. */
    private static final int MOST_ANSWERS = 20_000;

    boolean holds(Map<String, List<String>> answers) {
        int all = records.values().stream()
                .mapToInt(record -> weight(record.answers()))
                .sum();
        return weight(answers) + all <= MOST_ANSWERS;
    }

    boolean holds(String gate, GateRecord.Vote vote, Map<String, List<String>> answers) {
        int left = left(plan);
        for (GateStep other : plan.gates()) {
            GateRecord record = records.getOrDefault(other.gate(), GateRecord.NONE);
            int votes = record.votes().size() + (other.gate().equals(gate) ? 1 : 0);
            left -= record.closed().isPresent()
                    ? 0
                    : StatusRoom.decisions(other.approval(), other.approval().quorum() - votes);
            left -= weight(record.answers());
            left -= record.votes().stream().mapToInt(DecisionRoom::weight).sum();
        }
        return weight(vote) + weight(answers) <= left;
    }

    private static int weight(GateRecord.Vote vote) {
        return StatusRoom.decision(vote.person() + vote.to().orElse(""), vote.comment());
    }

    private static int weight(Map<String, List<String>> answers) {
        return answers.values().stream()
                .flatMap(List::stream)
                .mapToInt(value -> value.getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    /** What is left for decisions and answers in a run of this plan. */
    private static int left(Plan plan) {
        int left = StatusRoom.BYTES;
        for (PlannedStep planned : plan.steps().values()) {
            boolean ofStep =
                    planned.step() instanceof GateStep gate && gate.before().isPresent();
            left -= ofStep ? 0 : StatusRoom.of(planned.step()) + StatusRoom.told(planned.step());
        }
        for (GateStep gate : plan.gates()) {
            left -= StatusRoom.withoutDecisions(gate.gate(), gate.approval(), gate.fields());
        }
        for (Notification notification : plan.rules().notifications()) {
            left -= StatusRoom.of(notification);
        }
        return left;
    }
}
