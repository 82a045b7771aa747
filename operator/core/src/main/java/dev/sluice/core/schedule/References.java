package dev.sluice.core.schedule;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.text.Reference;
import java.util.function.Function;

/** What {@code ${…}} stands for in the texts of one job. The plan has been checked: each stands for something. */
final class References implements Function<Reference, String> {

    private final Plan plan;
    private final RunStanding run;
    private final Job job;

    References(Plan plan, RunStanding run, Job job) {
        this.plan = plan;
        this.run = run;
        this.job = job;
    }

    @Override
    public String apply(Reference reference) {
        if (reference instanceof Reference.Variable variable) {
            return job.lane()
                    .target()
                    .map(target -> target.variables().get(variable.name()))
                    .orElseGet(() -> plan.variable(variable.name()));
        }
        if (reference instanceof Reference.MatrixValue matrix) {
            return job.combination().get(matrix.dimension());
        }
        Reference.Output output = (Reference.Output) reference;
        StepStanding step = run.laneOf(job).step(output.step());
        return step == null
                ? ""
                : JobEnvironment.output(step.jobs, output.index().orElse(0), output.key());
    }
}
