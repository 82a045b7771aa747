package dev.sluice.core.schedule;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** What {@code ${…}} stands for in the texts of one job. Values are data: what looks like a reference in a value stays as it is. */
final class References implements UnaryOperator<String> {

    private static final String MATRIX = "matrix.";
    private static final String STEPS = "steps.";
    private static final String OUTPUTS = ".outputs.";

    private final Plan plan;
    private final RunStanding run;
    private final Job job;

    References(Plan plan, RunStanding run, Job job) {
        this.plan = plan;
        this.run = run;
        this.job = job;
    }

    @Override
    public String apply(String reference) {
        if (reference.startsWith(MATRIX)) {
            return known(reference, job.combination().get(reference.substring(MATRIX.length())));
        }
        int outputs = reference.indexOf(OUTPUTS);
        return reference.startsWith(STEPS) && outputs > 0
                ? output(reference.substring(STEPS.length(), outputs), reference.substring(outputs + OUTPUTS.length()))
                : known(reference, plan.variables().get(reference));
    }

    private String output(String step, String key) {
        OptionalInt index = OptionalInt.empty();
        int bracket = key.indexOf('[');
        if (bracket > 0) {
            index = OptionalInt.of(Integer.parseInt(key.substring(bracket + 1, key.length() - 1)));
        }
        String name = bracket > 0 ? key.substring(0, bracket) : key;
        StepStanding standing = run.steps().get(step);
        return known(step, standing == null ? null : JobEnvironment.output(standing.jobs, index.orElse(0), name));
    }

    private static String known(String reference, String value) {
        if (value == null) {
            throw new IllegalStateException("the plan lets ${" + reference + "} through, which stands for nothing");
        }
        return value;
    }
}
