package dev.sluice.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person wrote, in whatever dialect, with its defaults applied and nothing resolved.
 *
 * @param defaults for steps that are added to a run
 * @param uploads what jobs added to the run, in the order it was recorded; none in what a person wrote
 */
public record Pipeline(
        String name,
        Map<String, String> variables,
        Map<String, String> environment,
        RunRules rules,
        List<Target> targets,
        Optional<Workspace> workspace,
        List<Step> steps,
        Defaults defaults,
        List<Uploaded> uploads) {

    public Pipeline(
            String name,
            Map<String, String> variables,
            Map<String, String> environment,
            RunRules rules,
            List<Target> targets,
            Optional<Workspace> workspace,
            List<Step> steps) {
        this(name, variables, environment, rules, targets, workspace, steps, Defaults.NONE, List.of());
    }

    public Pipeline {
        variables = Ordered.copyOf(variables);
        environment = Ordered.copyOf(environment);
        targets = List.copyOf(targets);
        steps = List.copyOf(steps);
        uploads = List.copyOf(uploads);
    }

    /** One that has steps and nothing else. */
    public static Pipeline of(String name, List<Step> steps) {
        return new Pipeline(name, Map.of(), Map.of(), RunRules.NONE, List.of(), Optional.empty(), steps);
    }

    public Pipeline withName(String other) {
        return new Pipeline(other, variables, environment, rules, targets, workspace, steps, defaults, uploads);
    }

    public Pipeline withEnvironment(Map<String, String> other) {
        return new Pipeline(name, variables, other, rules, targets, workspace, steps, defaults, uploads);
    }

    public Pipeline withRules(RunRules other) {
        return new Pipeline(name, variables, environment, other, targets, workspace, steps, defaults, uploads);
    }

    public Pipeline withUploads(List<Uploaded> other) {
        return new Pipeline(name, variables, environment, rules, targets, workspace, steps, defaults, other);
    }

    public Pipeline withSteps(List<Step> other) {
        return new Pipeline(name, variables, environment, rules, targets, workspace, other, defaults, uploads);
    }

    public Pipeline withDefaults(Defaults other) {
        return new Pipeline(name, variables, environment, rules, targets, workspace, steps, other, uploads);
    }

    public Pipeline withWorkspace(Optional<Workspace> other) {
        return new Pipeline(name, variables, environment, rules, targets, other, steps, defaults, uploads);
    }

    public Pipeline withUpload(Uploaded upload) {
        List<Uploaded> more = new ArrayList<>(uploads);
        more.add(upload);
        return new Pipeline(name, variables, environment, rules, targets, workspace, steps, defaults, more);
    }
}
