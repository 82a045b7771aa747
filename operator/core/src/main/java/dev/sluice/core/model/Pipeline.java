package dev.sluice.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a person wrote, in whatever dialect, with its defaults applied and nothing resolved. */
public record Pipeline(
        String name,
        Map<String, String> variables,
        Map<String, String> environment,
        RunRules rules,
        List<Target> targets,
        Optional<Workspace> workspace,
        List<Step> steps) {

    public Pipeline {
        variables = Ordered.copyOf(variables);
        environment = Ordered.copyOf(environment);
        targets = List.copyOf(targets);
        steps = List.copyOf(steps);
    }

    /** One that has steps and nothing else. */
    public static Pipeline of(String name, List<Step> steps) {
        return new Pipeline(name, Map.of(), Map.of(), RunRules.NONE, List.of(), Optional.empty(), steps);
    }

    public Pipeline withName(String other) {
        return new Pipeline(other, variables, environment, rules, targets, workspace, steps);
    }

    public Pipeline withEnvironment(Map<String, String> other) {
        return new Pipeline(name, variables, other, rules, targets, workspace, steps);
    }

    public Pipeline withRules(RunRules other) {
        return new Pipeline(name, variables, environment, other, targets, workspace, steps);
    }

    public Pipeline withSteps(List<Step> other) {
        return new Pipeline(name, variables, environment, rules, targets, workspace, other);
    }
}
