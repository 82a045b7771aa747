package dev.sluice.core.plan;

import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.RunRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph of jobs of one run: a value, made once from a pipeline and its variables, never changed.
 *
 * @param variables resolved, as every job gets them
 * @param environment for every job
 * @param request what the run brought
 * @param rules with {@code ${…}} replaced
 * @param lanes one for each target, or one alone
 * @param steps in the order written, group steps replaced by what is in them; acyclic
 * @param maxConcurrency the most jobs that can be active at once, the pipeline's and its steps' {@code maxParallel} counted; see
 *     {@link WidestMoment}
 */
public record Plan(
        String pipeline,
        Map<String, String> variables,
        Map<String, String> environment,
        RunRequest request,
        RunRules rules,
        List<Lane> lanes,
        Map<String, PlannedStep> steps,
        int maxConcurrency) {

    public Plan {
        variables = Ordered.copyOf(variables);
        environment = Ordered.copyOf(environment);
        lanes = List.copyOf(lanes);
        steps = Ordered.copyOf(steps);
    }

    public PlannedStep step(String name) {
        PlannedStep step = steps.get(name);
        if (step == null) {
            throw new IllegalArgumentException("no step " + name + " in the plan of " + pipeline);
        }
        return step;
    }

    public Job job(JobId id) {
        return step(id.step()).jobs().get(id.index());
    }

    public int jobCount() {
        return steps.values().stream().mapToInt(s -> s.jobs().size()).sum();
    }

    public Plan withRules(RunRules other) {
        return new Plan(pipeline, variables, environment, request, other, lanes, steps, maxConcurrency);
    }

    /** A map of the steps by name, in the order of the list. */
    public static Map<String, PlannedStep> byName(List<PlannedStep> steps) {
        Map<String, PlannedStep> map = new LinkedHashMap<>();
        steps.forEach(s -> map.put(s.name(), s));
        return map;
    }
}
