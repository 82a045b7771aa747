package dev.sluice.kubernetes.pin;

import dev.sluice.core.model.Problem;
import dev.sluice.core.plan.Plan;
import java.util.List;

/** Whether a pipeline can be run. */
public sealed interface Acceptance {

    String SUSPENDED = "PipelineSuspended";

    record Accepted(PinnedText text, Plan plan, long generation) implements Acceptance {}

    /** @param waits nothing is wrong with it; something it names is not there yet */
    record Refused(String reason, String message, boolean waits) implements Acceptance {}

    /** Problems as one condition says them. What is wrong comes before what is not built yet. */
    static Refused refused(List<Problem> problems) {
        boolean invalid = problems.stream().anyMatch(p -> p.kind() == Problem.Kind.INVALID);
        String message =
                String.join("\n", problems.stream().map(Problem::toString).toList());
        return new Refused(invalid ? "Invalid" : "NotYetSupported", message, false);
    }
}
