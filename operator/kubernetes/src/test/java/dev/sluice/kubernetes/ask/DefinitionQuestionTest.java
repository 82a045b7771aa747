package dev.sluice.kubernetes.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Event;
import dev.sluice.core.model.RunRequest;
import dev.sluice.kubernetes.fake.Resources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run of a stored definition, and what came of it (D2, D5). */
class DefinitionQuestionTest {

    private static final RunRequest REQUEST = RunRequest.of(Map.of("environment", "prod"))
            .withEvent(Event.NONE.withSource("grafana"))
            .withPayload(Optional.of("{\"a\":1}"))
            .withTraceId(Optional.of("t-1"));

    private static PipelineRunSpec expected(String what) {
        return Resources.run(
                        "r",
                        what
                                + "\nvariables: {environment: prod}\nevent: {source: grafana}\npayload: '{\"a\":1}'\ntraceId: t-1\n")
                .getSpec();
    }

    @Test
    void a_run_names_the_pipeline() {
        assertThat(DefinitionQuestion.spec("night", Optional.empty(), REQUEST)).isEqualTo(expected("pipeline: night"));
    }

    @Test
    void or_carries_what_is_run_in_its_place() {
        Source altered = Source.of(Map.of("steps", List.of(Map.of("name", "a", "agent", "x", "skip", "no"))));
        assertThat(DefinitionQuestion.spec("night", Optional.of(altered), REQUEST))
                .isEqualTo(expected("pipelineSpec: {steps: [{name: a, agent: x, skip: \"no\"}]}"));
    }

    @Test
    void its_end_is_told_step_by_step() {
        var run = Resources.JSON.unmarshal(
                """
                apiVersion: sluice.dev/v1alpha1
                kind: PipelineRun
                metadata: {name: r}
                status:
                  phase: Failed
                  message: b failed
                  startTime: "2026-01-01T00:00:00Z"
                  completionTime: "2026-01-01T00:01:00Z"
                  conditions: []
                  steps:
                  - {name: a, state: SoftFailed, message: exit code 1, startTime: "2026-01-01T00:00:00Z",
                     completionTime: "2026-01-01T00:00:02Z", outputs: [{index: 0, values: {n: "3"}}]}
                  - {name: b, state: Skipped}
                """,
                dev.sluice.api.v1alpha1.PipelineRun.class);
        DefinitionQuestion.Ended ended = DefinitionQuestion.ended(run.getStatus());
        assertThat(ended.phase()).isEqualTo("Failed");
        assertThat(ended.degraded()).isFalse();
        assertThat(ended.duration()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ended.steps())
                .containsEntry(
                        "a",
                        new DefinitionQuestion.StepEnd(
                                "SoftFailed", "exit code 1", Duration.ofSeconds(2), Map.of("n", "3")))
                .containsEntry("b", new DefinitionQuestion.StepEnd("Skipped", "", Duration.ZERO, Map.of()));
    }
}
