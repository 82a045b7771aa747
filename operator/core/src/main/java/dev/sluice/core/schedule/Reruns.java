package dev.sluice.core.schedule;

import dev.sluice.core.model.Rerun;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.Optional;

/** What a rerun does again, whatever it was. */
public final class Reruns {

    private Reruns() {}

    /** Whether somebody wants the step to run again: it is named, or comes after one that a rerun begins from. */
    public static boolean again(Plan plan, PlannedStep step) {
        Optional<Rerun> rerun = plan.request().rerun();
        if (rerun.isEmpty()) {
            return false;
        }
        return rerun.get().steps().contains(step.name())
                || rerun.get().mode() == Rerun.Mode.FROM
                        && rerun.get().steps().stream().anyMatch(step.ancestors()::contains);
    }
}
