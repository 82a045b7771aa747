package dev.sluice.core.plan;

import dev.sluice.core.check.Ancestry;
import dev.sluice.core.check.Checks;
import dev.sluice.core.check.Combination;
import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.check.StepGraph;
import dev.sluice.core.check.Variables;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns a pipeline into the graph of its jobs (A4). The same pipeline and variables always give the same plan. */
public final class Planner {

    private Planner() {}

    /**
     * The plan, or everything that is wrong with the pipeline.
     *
     * @param overrides a run's variables, over the pipeline's: data, in which {@code ${…}} has no meaning
     */
    public static Reading<Plan> plan(Pipeline pipeline, Map<String, String> overrides) {
        List<Problem> problems = Checks.of(pipeline, overrides);
        return problems.isEmpty() ? Reading.accepted(planned(pipeline, overrides)) : Reading.refused(problems);
    }

    private static Plan planned(Pipeline pipeline, Map<String, String> overrides) {
        StepGraph graph = StepGraph.of(pipeline);
        Ancestry ancestry = Ancestry.of(graph).orElseThrow();
        List<PlannedStep> steps = new ArrayList<>();
        for (PlacedStep placed : graph.steps()) {
            steps.add(new PlannedStep(
                    placed.step(),
                    placed.group().map(GroupStep::name),
                    graph.dependencies(placed.name()),
                    ancestry.of(placed.name()),
                    jobs(placed.step())));
        }
        return new Plan(
                pipeline.name(),
                Variables.resolve(pipeline, overrides),
                pipeline.environment(),
                pipeline.timeout(),
                pipeline.maxParallel(),
                Plan.byName(steps),
                WidestMoment.of(steps, pipeline.maxParallel()));
    }

    private static List<Job> jobs(Step step) {
        return step instanceof CommandStep command && command.skip().isEmpty() ? jobs(command) : List.of();
    }

    /** Combination by combination, and in each one parallel index by parallel index. */
    private static List<Job> jobs(CommandStep step) {
        List<Job> jobs = new ArrayList<>();
        List<Combination> combinations = Combination.of(step.matrix());
        for (int c = 0; c < combinations.size(); c++) {
            for (int p = 0; p < step.parallelism(); p++) {
                jobs.add(new Job(
                        new JobId(step.name(), jobs.size()),
                        name(step, c, p),
                        combinations.get(c).values(),
                        c,
                        p,
                        step.parallelism(),
                        combinations.get(c).environment()));
            }
        }
        return jobs;
    }

    private static String name(CommandStep step, int combination, int parallelIndex) {
        return step.name()
                + (step.matrix().isPresent() ? "." + combination : "")
                + (step.parallelism() > 1 ? "." + parallelIndex : "");
    }
}
