package dev.sluice.core.model;

import io.soabase.recordbuilder.core.RecordBuilder;
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
@RecordBuilder
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
        return PipelineBuilder.builder(this).name(other).build();
    }

    public Pipeline withEnvironment(Map<String, String> other) {
        return PipelineBuilder.builder(this).environment(other).build();
    }

    public Pipeline withRules(RunRules other) {
        return PipelineBuilder.builder(this).rules(other).build();
    }

    public Pipeline withUploads(List<Uploaded> other) {
        return PipelineBuilder.builder(this).uploads(other).build();
    }

    public Pipeline withSteps(List<Step> other) {
        return PipelineBuilder.builder(this).steps(other).build();
    }

    public Pipeline withWorkspace(Optional<Workspace> other) {
        return PipelineBuilder.builder(this).workspace(other).build();
    }

    public Pipeline withUpload(Uploaded upload) {
        List<Uploaded> more = new ArrayList<>(uploads);
        more.add(upload);
        return PipelineBuilder.builder(this).uploads(more).build();
    }
}
