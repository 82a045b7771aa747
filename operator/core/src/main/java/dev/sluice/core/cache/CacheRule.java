package dev.sluice.core.cache;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Exchange;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.schedule.Reruns;
import java.util.Optional;

/** Whether a step's result may be taken from the cache, and kept in it (E5). */
public final class CacheRule {

    private CacheRule() {}

    /** Why it may not; empty where it may. */
    public static Optional<String> refusal(Plan plan, String name) {
        if (Undos.isUndo(name) || plan.isAgain(name)) {
            return Optional.of("it undoes what was done");
        }
        PlannedStep step = plan.step(name);
        if (!(step.step() instanceof CommandStep command)) {
            return Optional.of("it runs nothing");
        }
        return ofItself(command)
                .or(() -> Reruns.again(plan, step) ? Optional.of("it was asked to run again") : Optional.empty());
    }

    private static Optional<String> ofItself(CommandStep step) {
        Exchange exchange = step.exchange();
        if (exchange.inputs().isEmpty()) {
            return Optional.of("it declares no inputs");
        }
        if (!exchange.cache().orElse(true)) {
            return Optional.of("its cache is switched off");
        }
        if (exchange.cache().isEmpty() && !exchange.sideEffects().isEmpty()) {
            return Optional.of("it has side effects, and does not say cache: {enabled: true}");
        }
        return step.upload() ? Optional.of("it may add steps to its run") : Optional.empty();
    }
}
