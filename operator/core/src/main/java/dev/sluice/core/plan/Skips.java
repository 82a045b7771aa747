package dev.sluice.core.plan;

import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.check.Variables;
import dev.sluice.core.condition.Circumstances;
import dev.sluice.core.condition.Conditions;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Why a step is not run: because its author said so, or because its group's conditions or its own don't hold in this run (C4). */
final class Skips {

    private final Circumstances run;

    Skips(Pipeline pipeline, RunRequest request) {
        Map<String, String> variables = Variables.known(pipeline, request);
        Map<String, String> environment = new LinkedHashMap<>();
        pipeline.environment()
                .forEach((name, text) -> environment.put(
                        name,
                        Template.parse(text)
                                .render(reference -> variables.get(((Reference.Variable) reference).name()))));
        run = new Circumstances(pipeline.name(), request, variables, environment);
    }

    /** Whatever the run. */
    static Optional<String> always(PlacedStep placed) {
        return placed.step() instanceof CommandStep command ? command.skip() : Optional.empty();
    }

    Optional<String> why(PlacedStep placed) {
        return always(placed)
                .or(() -> placed.group().flatMap(GroupStep::when).flatMap(when -> Conditions.unmet(when, run)))
                .or(() -> placed.step().when().flatMap(when -> Conditions.unmet(when, run)));
    }
}
