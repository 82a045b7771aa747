package dev.sluice.core.check;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Problem;
import java.util.List;
import java.util.Optional;

/** What gates and channels have to have on record finds room in a run's status. */
final class GateRecords {

    private GateRecords() {}

    static List<Problem> check(Subject subject) {
        int steps = 0;
        int gates = 0;
        int told = subject.pipeline().rules().notifications().stream()
                .mapToInt(StatusRoom::of)
                .sum();
        for (PlacedStep placed : subject.all()) {
            steps += StatusRoom.of(placed.step());
            told += StatusRoom.told(placed.step());
            Optional<Approval> approval = Approvals.of(placed);
            if (approval.isPresent()) {
                gates += StatusRoom.of(
                        placed.name(),
                        approval.get(),
                        placed.step() instanceof GateStep gate ? gate.fields() : List.of());
            }
        }
        if (gates + told == 0 || steps + gates + told <= StatusRoom.BYTES) {
            return List.of();
        }
        return List.of(Problem.invalid(
                "spec.steps",
                ("have more on record than a run's status holds: %,d bytes for the steps, %,d for gates with their approvers, quorums and"
                                + " channels (approval.notify), %,d for notifications (of steps too); at most %,d together. Name fewer channels, a group instead"
                                + " of people, or start another pipeline by a trigger step")
                        .formatted(steps, gates, told, StatusRoom.BYTES)));
    }
}
