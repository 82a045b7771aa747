package dev.sluice.core.override;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Undo;
import dev.sluice.core.model.Work;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A pipeline as one run has it. The text that is pinned, which runs share, stays as it is: what a run is planned from is the two together,
 * and neither changes.
 */
public final class Overridden {

    private Overridden() {}

    /** What names no step, or one that runs nothing, changes nothing: it is said to be wrong elsewhere. */
    public static Pipeline of(Pipeline pipeline, Overrides overrides) {
        if (overrides.equals(Overrides.NONE)) {
            return pipeline;
        }
        Map<String, Overrides.OfStep> byName =
                overrides.steps().stream().collect(Collectors.toMap(Overrides.OfStep::name, Function.identity()));
        Pipeline overridden = pipeline.withEnvironment(over(pipeline.environment(), overrides.environment()))
                .withSteps(steps(pipeline.steps(), byName));
        return overrides.continues() ? Continuing.of(overridden) : overridden;
    }

    private static List<Step> steps(List<Step> steps, Map<String, Overrides.OfStep> byName) {
        return steps.stream().map(step -> step(step, byName)).toList();
    }

    private static Step step(Step step, Map<String, Overrides.OfStep> byName) {
        if (step instanceof GroupStep group) {
            return group.withSteps(steps(group.steps(), byName));
        }
        Overrides.OfStep override = byName.get(step.name());
        return override != null && step instanceof CommandStep command && canBe(command)
                ? overridden(command, override)
                : step;
    }

    /** A step that starts another pipeline has no process of its own. */
    public static boolean canBe(CommandStep step) {
        return !(step.work().program().orElse(null) instanceof Work.Program.Downstream);
    }

    private static CommandStep overridden(CommandStep step, Overrides.OfStep override) {
        Work work = step.work();
        Optional<String> image = override.image().map(Overridden::literal).or(work::image);
        return step.withWork(work.withImage(image).withEnvironment(over(work.environment(), override.environment())))
                .withLimits(new Limits(
                        override.timeout().or(() -> step.limits().timeout()),
                        step.limits().queueTimeout()))
                .withUndo(step.undo().map(undo -> byTheSameImage(undo, work.image(), image)));
    }

    /** What undoes a step runs by the step's image, unless it has another. */
    private static Undo byTheSameImage(Undo undo, Optional<String> was, Optional<String> is) {
        return undo.work().image().equals(was) && undo.work().agent().isEmpty()
                ? new Undo(undo.work().withImage(is), undo.limits())
                : undo;
    }

    private static Map<String, String> over(Map<String, String> written, Map<String, String> given) {
        Map<String, String> both = new LinkedHashMap<>(written);
        given.forEach((name, value) -> both.put(name, literal(value)));
        return both;
    }

    private static String literal(String data) {
        return data.replace("${", "$${");
    }
}
