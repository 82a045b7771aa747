package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.EventVariables;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.text.OutputVariable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a job is told of itself, under names that nobody else may set: those of Sluice, and those that scripts made for Buildkite read.
 * {@code SLUICE_JOB} and {@code BUILDKITE_JOB_ID} end in the parallel index where the step is parallel, and nothing else but
 * {@code …_PARALLEL_JOB} differs between the indexes of a combination.
 */
final class JobEnvironment {

    private JobEnvironment() {}

    static void describe(
            Map<String, String> environment, RunFacts facts, Plan plan, Job job, String label, int attempt) {
        environment.putAll(EventVariables.environment(plan.request()));
        plan.commit().ifPresent(commit -> {
            environment.put("SLUICE_COMMIT", commit);
            environment.put("BUILDKITE_COMMIT", commit);
        });
        environment.put("SLUICE_RUN", facts.name());
        environment.put("SLUICE_RUN_ID", facts.id());
        environment.put("SLUICE_PIPELINE", plan.pipeline());
        environment.put("SLUICE_STEP", job.id().step());
        environment.put("SLUICE_JOB", job.name());
        environment.put("SLUICE_LABEL", label);
        environment.put("SLUICE_ATTEMPT", Integer.toString(attempt));
        environment.put("SLUICE_PARALLEL_JOB", Integer.toString(job.parallelIndex()));
        environment.put("SLUICE_PARALLEL_JOB_COUNT", Integer.toString(job.parallelCount()));
        job.lane().target().ifPresent(target -> environment.put("SLUICE_TARGET", target.name()));
        job.combination()
                .forEach((dimension, value) ->
                        environment.put("SLUICE_MATRIX_" + OutputVariable.name(dimension), value));
        environment.put("BUILDKITE_BUILD_ID", facts.id());
        environment.put("BUILDKITE_PIPELINE_SLUG", plan.pipeline());
        environment.put("BUILDKITE_STEP_KEY", job.id().step());
        environment.put("BUILDKITE_JOB_ID", facts.id() + "-" + job.name());
        environment.put("BUILDKITE_LABEL", label);
        environment.put("BUILDKITE_RETRY_COUNT", Integer.toString(attempt - 1));
        environment.put("BUILDKITE_PARALLEL_JOB", Integer.toString(job.parallelIndex()));
        environment.put("BUILDKITE_PARALLEL_JOB_COUNT", Integer.toString(job.parallelCount()));
    }

    /** Outputs of the steps before on the same target, of those that are one job there: of several, no value is the step's. */
    static Map<String, String> outputs(RunStanding run, Job job, PlannedStep step) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (StepStanding ancestor : run.laneOf(job).steps().values()) {
            if (step.ancestors().contains(ancestor.step.name())) {
                for (String key : keys(ancestor)) {
                    outputs.put(OutputVariable.of(ancestor.step.name(), key), output(ancestor.jobs, 0, key));
                }
            }
        }
        return outputs;
    }

    private static List<String> keys(StepStanding step) {
        if (step.step.step() instanceof GateStep gate) {
            return gate.keys();
        }
        return step.step.step() instanceof CommandStep command && step.jobs.size() <= 1
                ? keys(command, step.jobs)
                : List.of();
    }

    /** Those that it says, then those that it wrote besides, where others may read them. */
    private static List<String> keys(CommandStep step, List<Standing> jobs) {
        List<String> keys = new ArrayList<>(step.demanded());
        if (!jobs.isEmpty()) {
            jobs.get(0).report().outputs().keySet().stream()
                    .filter(key -> !keys.contains(key))
                    .forEach(keys::add);
        }
        return keys;
    }

    /** Those of a step's one job. */
    static Map<String, String> outputs(CommandStep step, List<Standing> jobs) {
        Map<String, String> outputs = new LinkedHashMap<>();
        for (String key : keys(step, jobs)) {
            outputs.put(OutputVariable.of(step.name(), key), output(jobs, 0, key));
        }
        return outputs;
    }

    /** Empty where the job was skipped, or failed and let the run go on. */
    static String output(List<Standing> jobs, int index, String key) {
        return index < jobs.size() ? jobs.get(index).report().outputs().getOrDefault(key, "") : "";
    }
}
