package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What each job of a plan comes after, for programs: the ids of jobs ({@code dependsOn}); and in a plan with so many dependencies that their
 * list would be endless (two steps of 5,000 jobs have 25 million), the steps they are of ({@code dependsOnSteps}), all of them.
 */
final class PlanDependencies {

    /** Some 3 MB of JSON. */
    static final long MOST_BY_JOBS = 250_000;

    private final Plan plan;
    private final Map<String, Map<String, Boolean>> before = new HashMap<>();
    private final boolean bySteps;

    PlanDependencies(Plan plan) {
        this.plan = plan;
        plan.steps().values().forEach(step -> before.put(step.name(), workBefore(step)));
        this.bySteps = count() > MOST_BY_JOBS;
    }

    /** They are told as steps. */
    boolean bySteps() {
        return bySteps;
    }

    void write(JsonGenerator json, Job job) throws IOException {
        Map<String, Boolean> steps = before.get(job.id().step());
        if (bySteps) {
            json.writeObjectFieldStart("dependsOnSteps");
            for (Map.Entry<String, Boolean> step : steps.entrySet()) {
                json.writeStringField(step.getKey(), which(job, step.getValue()));
            }
            json.writeEndObject();
            return;
        }
        json.writeArrayFieldStart("dependsOn");
        for (Map.Entry<String, Boolean> step : steps.entrySet()) {
            PlannedStep other = plan.step(step.getKey());
            for (Job earlier : step.getValue()
                    ? other.jobs()
                    : other.jobs(job.lane(), plan.lanes().size())) {
                if (earlier.lane().batch() == job.lane().batch()) {
                    json.writeString(earlier.name());
                }
            }
        }
        json.writeEndArray();
    }

    /** Of a step's jobs: all, those of the job's own target, or those of all targets of its batch. */
    private static String which(Job job, boolean together) {
        if (job.lane().target().isEmpty()) {
            return "all";
        }
        return together ? "batch" : "target";
    }

    /** How many ids there would be; at most: a batch may have fewer targets. */
    private long count() {
        long lanes = plan.lanes().size();
        long batch = plan.rules().rollout().batchSize().orElse(plan.lanes().size());
        long count = 0;
        for (PlannedStep step : plan.steps().values()) {
            for (Map.Entry<String, Boolean> other : before.get(step.name()).entrySet()) {
                long each = plan.step(other.getKey()).jobs().size() / lanes;
                count += step.jobs().size() * each * (other.getValue() ? batch : 1);
            }
        }
        return count;
    }

    /**
     * The nearest steps with jobs: a wait, or a step that is skipped, stands for what it comes after itself. And of each, whether all targets
     * of a batch have to be through it, or this one alone.
     */
    private Map<String, Boolean> workBefore(PlannedStep step) {
        Map<String, Boolean> work = new LinkedHashMap<>();
        collect(step, false, work, new HashSet<>());
        return work;
    }

    private void collect(PlannedStep step, boolean together, Map<String, Boolean> work, Set<String> seen) {
        boolean barrier = together || step.barrier(plan.rules().rollout().barrier());
        for (String name : step.dependsOn()) {
            if (!seen.add(name + barrier)) {
                continue;
            }
            PlannedStep before = plan.step(name);
            if (before.jobs().isEmpty()) {
                collect(before, barrier, work, seen);
            } else {
                work.merge(name, barrier, Boolean::logicalOr);
            }
        }
    }
}
