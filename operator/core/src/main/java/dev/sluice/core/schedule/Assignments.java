package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes what an attempt executes out of what a person wrote, once all that it refers to is known. */
final class Assignments {

    private final RunFacts facts;
    private final Plan plan;
    private final RunStanding run;
    private final Map<String, StepTexts> texts = new LinkedHashMap<>();

    Assignments(RunFacts facts, Plan plan, RunStanding run) {
        this.facts = facts;
        this.plan = plan;
        this.run = run;
    }

    Assignment of(Job job, int attempt) {
        StepTexts step = texts.computeIfAbsent(job.id().step(), this::texts);
        References references = new References(plan, run, job);
        return new Assignment(
                step.program(references),
                step.image(references),
                step.agent(),
                environment(step, references, job, attempt));
    }

    private StepTexts texts(String name) {
        PlannedStep step = plan.step(name);
        return new StepTexts(plan, (CommandStep) step.step(), JobEnvironment.outputs(run, step));
    }

    private Map<String, String> environment(StepTexts step, References references, Job job, int attempt) {
        Map<String, String> environment = new LinkedHashMap<>(plan.variables());
        step.environment(references, job, environment);
        environment.putAll(step.outputs());
        JobEnvironment.describe(environment, facts, plan, job, step.label(references), attempt);
        step.task(references).ifPresent(task -> environment.put("SLUICE_TASK", task));
        step.config(references).ifPresent(config -> environment.put("SLUICE_CONFIG", config));
        return environment;
    }
}
