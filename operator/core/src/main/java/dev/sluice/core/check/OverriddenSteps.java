package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Work.SecretVariable;
import dev.sluice.core.override.Overridden;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run's overrides are of steps that have what they override. */
final class OverriddenSteps {

    private OverriddenSteps() {}

    static List<Problem> check(Subject subject) {
        List<Overrides.OfStep> overrides = subject.request().overrides().steps();
        if (overrides.isEmpty()) {
            return List.of();
        }
        Map<String, Step> steps = subject.all().stream()
                .map(PlacedStep::step)
                .collect(Collectors.toMap(Step::name, Function.identity(), (one, other) -> one));
        List<Problem> problems = new ArrayList<>();
        for (int i = 0; i < overrides.size(); i++) {
            Path at = Path.of("spec.overrides.steps").index(i);
            check(at, overrides.get(i), steps, problems);
        }
        return problems;
    }

    private static void check(Path at, Overrides.OfStep override, Map<String, Step> steps, List<Problem> problems) {
        String name = "\"" + override.name() + "\"";
        Step step = steps.get(override.name());
        if (step == null) {
            problems.add(Problem.invalid(
                    at.field("name").text(), "no step named " + name + Nearest.hint(override.name(), steps.keySet())));
        } else if (step instanceof GroupStep) {
            problems.add(Problem.invalid(at.field("name").text(), name + " is a group; name the steps in it"));
        } else if (step instanceof CommandStep command && Overridden.canBe(command)) {
            override.image()
                    .flatMap(image -> command.work().agent())
                    .ifPresent(agent -> problems.add(Problem.invalid(
                            at.field("image").text(),
                            "%s runs by the agent %s, whose rights go with its own image".formatted(name, agent))));
            secrets(command).stream()
                    .filter(override.environment()::containsKey)
                    .forEach(secret -> problems.add(Problem.invalid(
                            at.field("environment").field(secret).text(), "is a secret of " + name)));
        } else {
            problems.add(Problem.invalid(
                    at.field("name").text(), name + " runs no process, so there is nothing of it to override"));
        }
    }

    private static Set<String> secrets(CommandStep step) {
        return step.work().secrets().stream().map(SecretVariable::name).collect(Collectors.toSet());
    }
}
