package dev.sluice.core.override;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.FailureRules;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Uploaded;
import java.util.List;

/**
 * A pipeline whose steps let the run go on when they fail, with all that comes after them (E3: the rest runs, and the run ends degraded). A
 * step that is to be rolled back is: that is what its author wants of a failure, and no end of it.
 */
final class Continuing {

    private Continuing() {}

    static Pipeline of(Pipeline pipeline) {
        return pipeline.withSteps(all(pipeline.steps()))
                .withUploads(pipeline.uploads().stream()
                        .map(uploaded -> new Uploaded(uploaded.by(), all(uploaded.steps())))
                        .toList());
    }

    private static List<Step> all(List<Step> steps) {
        return steps.stream().map(Continuing::one).toList();
    }

    private static Step one(Step step) {
        if (step instanceof GroupStep group) {
            return group.withSteps(all(group.steps()));
        }
        return step instanceof CommandStep command && command.failure().onFailure() == OnFailure.HALT
                ? command.withFailure(going(command.failure()))
                : step;
    }

    private static FailureRules going(FailureRules rules) {
        return new FailureRules(OnFailure.CONTINUE, rules.rollbackTo(), rules.softFail(), rules.failFast());
    }
}
