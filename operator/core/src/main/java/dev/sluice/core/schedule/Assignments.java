package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.text.Template;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes what an attempt executes out of what a person wrote, once all that it refers to is known. */
final class Assignments implements Assigning {

    private final RunFacts facts;
    private final Plan plan;
    private final RunStanding run;
    private final Map<String, StepTexts> texts = new HashMap<>();
    private final Map<List<Object>, Map<String, String>> outputs = new HashMap<>();

    Assignments(RunFacts facts, Plan plan, RunStanding run) {
        this.facts = facts;
        this.plan = plan;
        this.run = run;
    }

    @Override
    public Assignment of(Job job, int attempt) {
        return of(job, attempt, texts.computeIfAbsent(job.id().step(), this::texts), outputs(job));
    }

    /** Of a job that is none of the plan's: what undoes a step. */
    Assignment of(Job job, int attempt, CommandStep undo, Map<String, String> outputs) {
        return of(job, attempt, new StepTexts(plan.environment(), undo), outputs);
    }

    private Assignment of(Job job, int attempt, StepTexts step, Map<String, String> outputs) {
        References references = new References(plan, run, job);
        return new Assignment(
                step.program(references),
                step.image(references),
                step.agent(),
                environment(step, outputs, references, job, attempt),
                step.inputs(references),
                step.artifacts(references));
    }

    private StepTexts texts(String step) {
        return new StepTexts(plan.environment(), (CommandStep) plan.step(step).step());
    }

    /** The same for all jobs of a step on one target. */
    private Map<String, String> outputs(Job job) {
        String step = job.id().step();
        return outputs.computeIfAbsent(
                List.of(step, job.lane().index()), key -> JobEnvironment.outputs(run, job, plan.step(step)));
    }

    /** What people set goes over the variables, and what Sluice sets goes over all. */
    private Map<String, String> environment(
            StepTexts step, Map<String, String> outputs, References references, Job job, int attempt) {
        Map<String, String> environment = new LinkedHashMap<>(plan.variables());
        job.lane().target().ifPresent(target -> environment.putAll(target.variables()));
        environment.putAll(step.environment(references));
        job.environment()
                .forEach((name, text) ->
                        environment.put(name, Template.parse(text).render(references)));
        environment.putAll(outputs);
        JobEnvironment.describe(environment, facts, plan, job, step.label(references), attempt);
        step.task(references).ifPresent(task -> environment.put("SLUICE_TASK", task));
        step.config(references).ifPresent(config -> environment.put("SLUICE_CONFIG", config));
        return environment;
    }
}
