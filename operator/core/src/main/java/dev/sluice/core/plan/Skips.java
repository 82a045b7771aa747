package dev.sluice.core.plan;

import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.model.CommandStep;
import java.util.Optional;

/** Why a step is not run: because its author said so, or because its conditions don't hold in this run. */
final class Skips {

    private Skips() {}

    static Optional<String> why(PlacedStep placed) {
        return placed.step() instanceof CommandStep command ? command.skip() : Optional.empty();
    }
}
