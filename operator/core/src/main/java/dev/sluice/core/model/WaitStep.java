package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * Everything below it waits for everything above it.
 *
 * @param continueOnFailure what is below it runs also when a step above it failed and halted the run
 */
public record WaitStep(
        String name, String label, Optional<List<String>> dependsOn, Optional<When> when, boolean continueOnFailure)
        implements Step {

    public WaitStep {
        dependsOn = dependsOn.map(List::copyOf);
    }
}
