package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Problem;
import java.util.List;

/** What uploads is a Pod of its own: of a batch/v1 Job's Pod nothing may be left but that it succeeded, and its steps would be lost. */
final class UploadingSteps {

    private UploadingSteps() {}

    static List<Problem> check(Subject subject) {
        return subject.sound().stream()
                .filter(placed -> placed.step() instanceof CommandStep step && step.upload())
                .filter(placed -> ((CommandStep) placed.step()).work().batch())
                .map(placed -> Problem.invalid(
                        placed.path().field("upload").text(),
                        "excludes runAs: Job; say runAs: Pod where the pipeline's defaults say Job"))
                .toList();
    }
}
