package dev.sluice.core.model;

import java.util.Optional;

/**
 * What failures of a step's jobs mean.
 *
 * @param rollbackTo the step to go back to, with {@link OnFailure#ROLLBACK}
 * @param softFail failures that do not count as one
 * @param failFast the first job that fails stops its siblings
 */
public record FailureRules(
        OnFailure onFailure, Optional<String> rollbackTo, Optional<SoftFail> softFail, boolean failFast) {

    public static final FailureRules HALT = new FailureRules(OnFailure.HALT, Optional.empty(), Optional.empty(), false);

    public static FailureRules of(OnFailure onFailure) {
        return new FailureRules(onFailure, Optional.empty(), Optional.empty(), false);
    }
}
