package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.text.Template;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes what an attempt executes out of what a person wrote, once all that it refers to is known. */
final class Assignments implements Assigning {

    private final RunFacts facts;
    private final Plan plan;
    private final RunStanding run;
    private final Map<String, OfStep> known = new HashMap<>();

    Assignments(RunFacts facts, Plan plan, RunStanding run) {
        this.facts = facts;
        this.plan = plan;
        this.run = run;
    }

    /** What is the same for all jobs of a step. */
    private record OfStep(StepTexts texts, Map<String, String> outputs) {}

    @Override
    public Assignment of(Job job, int attempt) {
        return of(job, attempt, known.computeIfAbsent(job.id().step(), this::ofStep));
    }

    /** Of a job that is none of the plan's: what undoes a step. */
    Assignment of(Job job, int attempt, CommandStep undo, Map<String, String> outputs) {
        return of(job, attempt, new OfStep(new StepTexts(plan.environment(), undo), outputs));
    }

    private Assignment of(Job job, int attempt, OfStep step) {
        References references = new References(plan, run, job);
        return new Assignment(
                step.texts().program(references),
                step.texts().image(references),
                step.texts().agent(),
                environment(step, references, job, attempt));
    }

    private OfStep ofStep(String name) {
        PlannedStep step = plan.step(name);
        return new OfStep(
                new StepTexts(plan.environment(), (CommandStep) step.step()), JobEnvironment.outputs(run, step));
    }

    /** What people set goes over the variables, and what Sluice sets goes over all. */
    private Map<String, String> environment(OfStep step, References references, Job job, int attempt) {
        Map<String, String> environment = new LinkedHashMap<>(plan.variables());
        job.lane().target().ifPresent(target -> environment.putAll(target.variables()));
        environment.putAll(step.texts().environment(references));
        job.environment()
                .forEach((name, text) ->
                        environment.put(name, Template.parse(text).render(references)));
        environment.putAll(step.outputs());
        JobEnvironment.describe(environment, facts, plan, job, step.texts().label(references), attempt);
        step.texts().task(references).ifPresent(task -> environment.put("SLUICE_TASK", task));
        step.texts().config(references).ifPresent(config -> environment.put("SLUICE_CONFIG", config));
        return environment;
    }
}
