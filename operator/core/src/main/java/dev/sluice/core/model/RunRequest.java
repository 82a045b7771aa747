package dev.sluice.core.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run brings to its pipeline.
 *
 * @param variables over the pipeline's: data, in which {@code ${…}} has no meaning
 * @param targets in place of the pipeline's
 * @param payload for the jobs, in SLUICE_PAYLOAD
 * @param traceId of the caller
 * @param rerun an earlier run whose successes are taken over
 * @param overrides what else differs from the pipeline
 * @param choice which of its steps the run is about
 */
@RecordBuilder
public record RunRequest(
        Map<String, String> variables,
        List<String> labels,
        Event event,
        Optional<List<Target>> targets,
        Optional<String> payload,
        Optional<String> traceId,
        Optional<Rerun> rerun,
        Overrides overrides,
        Choice choice) {

    public static final RunRequest NONE = of(Map.of());

    public RunRequest {
        variables = Ordered.copyOf(variables);
        labels = List.copyOf(labels);
        targets = targets.map(List::copyOf);
    }

    public RunRequest withRerun(Optional<Rerun> other) {
        return RunRequestBuilder.builder(this).rerun(other).build();
    }

    public RunRequest withOverrides(Overrides other) {
        return RunRequestBuilder.builder(this).overrides(other).build();
    }

    public RunRequest withChoice(Choice other) {
        return RunRequestBuilder.builder(this).choice(other).build();
    }

    public RunRequest withVariables(Map<String, String> other) {
        return RunRequestBuilder.builder(this).variables(other).build();
    }

    public RunRequest withLabels(List<String> other) {
        return RunRequestBuilder.builder(this).labels(other).build();
    }

    public RunRequest withEvent(Event other) {
        return RunRequestBuilder.builder(this).event(other).build();
    }

    public RunRequest withPayload(Optional<String> other) {
        return RunRequestBuilder.builder(this).payload(other).build();
    }

    public RunRequest withTraceId(Optional<String> other) {
        return RunRequestBuilder.builder(this).traceId(other).build();
    }

    public static RunRequest of(Map<String, String> variables) {
        return new RunRequest(
                variables,
                List.of(),
                Event.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Overrides.NONE,
                Choice.ALL);
    }

    /** Targets of this run: the pipeline's, or its own in their place. One that the pipeline names too keeps the variables it has there. */
    public List<Target> targetsOf(Pipeline pipeline) {
        if (targets.isEmpty()) {
            return pipeline.targets();
        }
        Map<String, Target> known = new HashMap<>();
        pipeline.targets().forEach(target -> known.put(target.name(), target));
        List<Target> chosen = new ArrayList<>();
        for (Target target : targets.get()) {
            Map<String, String> both = new LinkedHashMap<>();
            Optional.ofNullable(known.get(target.name())).ifPresent(k -> both.putAll(k.variables()));
            both.putAll(target.variables());
            chosen.add(new Target(target.name(), both));
        }
        return List.copyOf(chosen);
    }

    public RunRequest withTargets(Optional<List<Target>> other) {
        return RunRequestBuilder.builder(this).targets(other).build();
    }
}
