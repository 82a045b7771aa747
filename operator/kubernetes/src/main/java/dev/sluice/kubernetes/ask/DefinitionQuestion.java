package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.Outputs;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.RunRequest;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A definition that is stored in a cluster as a Pipeline: what it is, a run of it, and what came of that (D2, D5). */
public final class DefinitionQuestion {

    /** The API server adds five letters, and a run's name has at most 63. */
    private static final int LONGEST_PREFIX = 57;

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final CallersCluster cluster;

    public DefinitionQuestion(CallersCluster cluster) {
        this.cluster = cluster;
    }

    /** @param duration zero where it did not run */
    public record StepEnd(String state, String message, Duration duration, Map<String, String> outputs) {}

    /** @param phase in the API's words */
    public record Ended(
            String phase, boolean degraded, String message, Duration duration, Map<String, StepEnd> steps) {}

    /** The Pipeline's spec, as a document that has it. */
    public Optional<Source> find(String name) throws Refused {
        return cluster.pipeline(name).map(Pipeline::getSpec).map(spec -> {
            Map<?, ?> plain = JSON.convertValue(spec, Map.class);
            return Source.of(Map.of("spec", plain));
        });
    }

    public List<String> names() throws Refused {
        return cluster.list(Pipeline.class).stream()
                .map(pipeline -> pipeline.getMetadata().getName())
                .sorted()
                .toList();
    }

    /** Absent where the caller may not see them: then the operator says what is missing. */
    public Optional<Set<String>> agents() {
        return cluster.agents();
    }

    /** @param altered what is run in place of the Pipeline as it stands: a spec */
    public String make(String pipeline, Optional<Source> altered, RunRequest request) throws Refused {
        PipelineRun run = new PipelineRun();
        run.setMetadata(new ObjectMetaBuilder()
                .withGenerateName(pipeline.substring(0, Math.min(pipeline.length(), LONGEST_PREFIX)) + "-")
                .build());
        run.setSpec(spec(pipeline, altered, request));
        return cluster.runs().create(run).getMetadata().getName();
    }

    static PipelineRunSpec spec(String pipeline, Optional<Source> altered, RunRequest request) {
        Map<String, Object> spec = new LinkedHashMap<>();
        if (altered.isPresent()) {
            spec.put("pipelineSpec", JSON.unmarshal(altered.get().json(), Map.class));
        } else {
            spec.put("pipeline", pipeline);
        }
        if (!request.variables().isEmpty()) {
            spec.put("variables", request.variables());
        }
        spec.put("event", Map.of("source", request.event().source()));
        request.payload().ifPresent(payload -> spec.put("payload", payload));
        request.traceId().ifPresent(trace -> spec.put("traceId", trace));
        return JSON.convertValue(spec, PipelineRunSpec.class);
    }

    /** Returns when the run has come to its end. */
    public Ended await(String run) throws Refused {
        PipelineRunStatus status = cluster.runs()
                .await(
                        run,
                        found -> found.getStatus() != null && found.getStatus().completionTime() != null)
                .getStatus();
        return ended(status);
    }

    static Ended ended(PipelineRunStatus status) {
        Map<String, StepEnd> steps = new LinkedHashMap<>();
        if (status.steps() != null) {
            status.steps().forEach(step -> steps.put(step.name(), end(step)));
        }
        boolean degraded = status.conditions() != null
                && status.conditions().stream()
                        .anyMatch(condition -> "CompletedWithFailures".equals(condition.reason()));
        return new Ended(
                Words.of(status.phase()),
                degraded,
                Optional.ofNullable(status.message()).orElse(""),
                between(status.startTime(), status.completionTime()),
                steps);
    }

    private static StepEnd end(StepStatus step) {
        Map<String, String> outputs = step.outputs() == null
                ? Map.of()
                : step.outputs().stream().findFirst().map(Outputs::values).orElse(Map.of());
        return new StepEnd(
                Words.of(step.state()),
                Optional.ofNullable(step.message()).orElse(""),
                between(step.startTime(), step.completionTime()),
                outputs);
    }

    private static Duration between(Instant start, Instant end) {
        return start == null || end == null ? Duration.ZERO : Duration.between(start, end);
    }
}
