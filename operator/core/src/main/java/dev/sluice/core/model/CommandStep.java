package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A step that runs jobs: one for each matrix combination, target and parallel index.
 *
 * @param skip why it is never run; absent: it is run
 * @param maxParallel jobs of this step active at once; absent: no limit of its own
 * @param outputs keys that each of its jobs must write
 */
public record CommandStep(
        String name,
        String label,
        Optional<List<String>> dependsOn,
        Optional<String> skip,
        Work work,
        int parallelism,
        Optional<Matrix> matrix,
        OptionalInt maxParallel,
        Limits limits,
        Retry retry,
        OnFailure onFailure,
        List<String> outputs)
        implements Step {

    public CommandStep {
        dependsOn = dependsOn.map(List::copyOf);
        outputs = List.copyOf(outputs);
    }
}
