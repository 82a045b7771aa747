package dev.sluice.kubernetes.report;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Plan;
import java.util.List;

/** What people read of a plan that is accepted: how much it is, and what of it means nothing in a cluster. */
public final class AcceptedText {

    private static final int MOST_NAMES = 3;

    private AcceptedText() {}

    public static String of(Plan plan) {
        return "%s, %s, at most %d at once%s"
                .formatted(
                        Text.counted(plan.steps().size(), "step"),
                        Text.counted(plan.jobCount(), "job"),
                        plan.maxConcurrency(),
                        unlooked(plan));
    }

    /** A schema is a file of the job's working place, where nothing of Sluice runs (E6). */
    private static String unlooked(Plan plan) {
        List<String> names = plan.steps().values().stream()
                .filter(step -> step.step() instanceof CommandStep command
                        && command.exchange().artifacts().stream()
                                .anyMatch(artifact -> artifact.schema().isPresent()))
                .map(step -> step.name())
                .toList();
        if (names.isEmpty()) {
            return "";
        }
        String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
        return "; schemas of artifacts are not looked at in a cluster: "
                + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))) + more;
    }
}
