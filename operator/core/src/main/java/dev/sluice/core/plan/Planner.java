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
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.override.Overridden;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Turns a pipeline into the graph of its jobs (A4). The same pipeline and request always give the same plan. */
public final class Planner {

    private Planner() {}

    /** The plan of a run that brings nothing but variables. */
    public static Reading<Plan> plan(Pipeline pipeline, Map<String, String> variables) {
        return plan(pipeline, RunRequest.of(variables));
    }

    /** The plan, or everything that is wrong with the pipeline or with what the run brings to it. */
    public static Reading<Plan> plan(Pipeline pipeline, RunRequest request) {
        Pipeline ofRun = Overridden.of(pipeline, request.overrides());
        List<Problem> problems = Checks.of(ofRun, request);
        return problems.isEmpty()
                ? Reading.accepted(planned(ofRun, request, new Skips(ofRun, request)::why))
                : Reading.refused(problems);
    }

    /** As if every condition held: what is said of a pipeline apart from any run. */
    public static Reading<Plan> whole(Pipeline pipeline) {
        List<Problem> problems = Checks.of(pipeline, RunRequest.NONE);
        return problems.isEmpty()
                ? Reading.accepted(planned(pipeline, RunRequest.NONE, Skips::always))
                : Reading.refused(problems);
    }

    private static Plan planned(Pipeline pipeline, RunRequest request, Function<PlacedStep, Optional<String>> skips) {
        StepGraph graph = StepGraph.of(pipeline);
        Ancestry ancestry = Ancestry.of(graph).orElseThrow();
        Map<String, String> variables = Variables.resolve(pipeline, request);
        Map<String, String> known = Variables.known(pipeline, request);
        List<Lane> lanes = Lanes.of(pipeline, request, variables);
        List<PlannedStep> steps = new ArrayList<>();
        LeftOut leftOut = new LeftOut(request, graph, ancestry);
        Set<String> taken = request.choice().taken();
        for (PlacedStep placed : graph.steps()) {
            Optional<String> skipped =
                    skips.apply(placed).or(() -> leftOut.why(placed).filter(why -> !taken.contains(placed.name())));
            steps.add(new PlannedStep(
                    placed.step(),
                    placed.group().map(GroupStep::name),
                    graph.dependencies(placed.name()),
                    ancestry.of(placed.name()),
                    skipped,
                    placed.step() instanceof CommandStep command && skipped.isEmpty()
                            ? jobs(command, lanes, known)
                            : List.of()));
        }
        Plan plan = new Plan(
                pipeline.name(),
                variables,
                pipeline.environment(),
                request,
                pipeline.rules().withConcurrency(Groups.of(pipeline.rules(), known)),
                lanes,
                Plan.byName(steps),
                WidestMoment.of(running(steps, taken), lanes, pipeline.rules().maxParallel()));
        return plan.withWorkspace(Checkouts.of(pipeline.workspace(), request, known));
    }

    /** What is taken from another run is never active. */
    private static List<PlannedStep> running(List<PlannedStep> steps, Set<String> taken) {
        return taken.isEmpty()
                ? steps
                : steps.stream()
                        .map(step -> taken.contains(step.name()) ? step.withoutJobs() : step)
                        .toList();
    }

    /** Lane by lane, in each combination by combination, and in each of those one parallel index after the other. */
    static List<Job> jobs(CommandStep step, List<Lane> lanes, Map<String, String> variables) {
        List<Job> jobs = new ArrayList<>();
        List<Combination> combinations = Combination.of(step.matrix());
        for (Lane lane : lanes) {
            for (int c = 0; c < combinations.size(); c++) {
                for (int p = 0; p < step.parallelism(); p++) {
                    Combination combination = combinations.get(c);
                    jobs.add(new Job(
                            new JobId(step.name(), jobs.size()),
                            name(step, lane, c, p),
                            lane,
                            combination.values(),
                            c,
                            p,
                            step.parallelism(),
                            combination.softFail().or(() -> step.failure().softFail()),
                            combination.environment(),
                            Groups.of(step, variables, lane, combination.values())));
                }
            }
        }
        return jobs;
    }

    private static String name(CommandStep step, Lane lane, int combination, int parallelIndex) {
        return step.name()
                + lane.target().map(target -> "." + target.name()).orElse("")
                + (step.matrix().isPresent() ? "." + combination : "")
                + (step.parallelism() > 1 ? "." + parallelIndex : "");
    }
}
