package dev.sluice.core.plan;

import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.SoftFail;
import java.util.Map;
import java.util.Optional;

/**
 * One unit of work: a step × a target × a matrix combination × a parallel index.
 *
 * @param name unique in the run and readable: the step's name, then {@code .t} where there are targets (t the target's name), {@code .c}
 *     where the step has a matrix (c the combination's number) and {@code .p} where it is parallel (p the parallel index)
 * @param combination the matrix values, empty without a matrix
 * @param combinationNumber among the step's combinations that are not skipped, from 0
 * @param softFail which of its failures do not count
 * @param environment what a matrix adjustment adds
 * @param concurrency whom it excludes, its group resolved
 */
public record Job(
        JobId id,
        String name,
        Lane lane,
        Map<String, String> combination,
        int combinationNumber,
        int parallelIndex,
        int parallelCount,
        Optional<SoftFail> softFail,
        Map<String, String> environment,
        Optional<Concurrency> concurrency) {

    public Job {
        combination = Ordered.copyOf(combination);
        environment = Ordered.copyOf(environment);
    }
}
