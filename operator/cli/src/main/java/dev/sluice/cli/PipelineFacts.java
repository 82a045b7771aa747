package dev.sluice.cli;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Target;
import dev.sluice.core.plan.Plan;
import dev.sluice.local.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a pipeline is, whatever the run (E2). */
final class PipelineFacts {

    private PipelineFacts() {}

    static Map<String, Object> of(Loaded loaded) {
        Plan plan = loaded.plan();
        return head(loaded)
                .put("jobs", plan.jobCount())
                .put("maxConcurrency", plan.maxConcurrency())
                .put("maxConcurrencyIsUpperBound", plan.hasGroups())
                .putAll(
                        "stages",
                        plan.steps().values().stream()
                                .map(step -> StageFacts.of(step, plan, loaded.place(step.name()))
                                        .map())
                                .toList())
                .map();
    }

    /** Its graph is what a plan says of it. */
    static List<String> lines(Loaded loaded, Style style) {
        List<String> lines = new ArrayList<>(head(loaded).lines(style));
        lines.add("");
        lines.addAll(PlanText.of(loaded, style));
        return lines;
    }

    private static Facts head(Loaded loaded) {
        Pipeline pipeline = loaded.pipeline();
        Map<String, Object> known = KnownPipeline.one(loaded.where(), pipeline).facts();
        return new Facts()
                .put("name", pipeline.name())
                .put("description", known.getOrDefault("description", ""))
                .put("place", loaded.where().place("spec"))
                .put("variables", pipeline.variables())
                .put("environment", pipeline.environment())
                .put("targets", pipeline.targets().stream().map(Target::name).toList())
                .put("agents", agents(loaded.plan()))
                .put("secrets", secrets(loaded.plan()))
                .put("timeout", pipeline.rules().timeout().map(Durations::exact))
                .put("concurrency", pipeline.rules().concurrency().map(c -> c.limit() + " in " + c.group()));
    }

    private static List<String> agents(Plan plan) {
        return commands(plan).stream()
                .flatMap(step -> step.work().agent().stream())
                .distinct()
                .toList();
    }

    private static List<String> secrets(Plan plan) {
        return commands(plan).stream()
                .flatMap(step -> step.work().secrets().stream())
                .map(secret -> secret.name())
                .distinct()
                .toList();
    }

    private static List<CommandStep> commands(Plan plan) {
        return plan.steps().values().stream()
                .filter(step -> step.step() instanceof CommandStep)
                .map(step -> (CommandStep) step.step())
                .toList();
    }
}
