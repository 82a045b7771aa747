package dev.sluice.core.check;

import dev.sluice.core.model.Problem;
import java.util.List;

/** A gate is asked once for a whole run, and batches come to it one after the other: what that means is not decided yet. */
final class GatesInBatches {

    private GatesInBatches() {}

    static List<Problem> check(Subject subject) {
        if (subject.pipeline().rules().rollout().batchSize().isEmpty()) {
            return List.of();
        }
        return subject.all().stream()
                .filter(placed -> Approvals.of(placed).isPresent())
                .map(placed -> new Problem(
                        placed.path().text(),
                        Problem.Kind.NOT_YET_SUPPORTED,
                        "a step that asks people is not supported yet beside spec.rollout.batchSize"))
                .toList();
    }
}
