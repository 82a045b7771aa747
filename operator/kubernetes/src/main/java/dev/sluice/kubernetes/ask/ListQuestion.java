package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineStep;
import dev.sluice.kubernetes.pin.Plans;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What pipelines and runs there are in a namespace (E2). */
public final class ListQuestion {

    private final CallersCluster cluster;

    public ListQuestion(CallersCluster cluster) {
        this.cluster = cluster;
    }

    /** @param message what is wrong with it */
    public record Listed(String name, String description, boolean accepted, String message, List<String> stages) {}

    public record Run(
            String name,
            String pipeline,
            String state,
            Optional<Instant> start,
            Optional<Instant> end,
            String message) {}

    public List<Listed> pipelines() throws Refused {
        return cluster.list(Pipeline.class).stream()
                .map(ListQuestion::listed)
                .sorted(Comparator.comparing(Listed::name))
                .toList();
    }

    /** The newest first. */
    public List<Run> runs() throws Refused {
        return cluster.list(PipelineRun.class).stream()
                .sorted(Comparator.comparing(
                                (PipelineRun run) -> run.getMetadata().getCreationTimestamp())
                        .reversed())
                .map(ListQuestion::run)
                .toList();
    }

    private static Listed listed(Pipeline pipeline) {
        Optional<Condition> accepted = Optional.ofNullable(pipeline.getStatus())
                .flatMap(status -> Stream.ofNullable(status.conditions())
                        .flatMap(List::stream)
                        .filter(condition -> condition.type().equals("Accepted"))
                        .findFirst());
        boolean refused = accepted.filter(condition -> condition.status() == Condition.Status.FALSE)
                .isPresent();
        return new Listed(
                pipeline.getMetadata().getName(),
                Objects.requireNonNullElse(pipeline.getSpec().description(), ""),
                !refused,
                refused ? accepted.get().message() : "",
                Stream.ofNullable(pipeline.getSpec().steps())
                        .flatMap(List::stream)
                        .flatMap(ListQuestion::withinGroup)
                        .map(PipelineStep::name)
                        .toList());
    }

    private static Stream<PipelineStep> withinGroup(PipelineStep step) {
        return step.group() == null ? Stream.of(step) : step.group().steps().stream();
    }

    private static Run run(PipelineRun run) {
        var status = Optional.ofNullable(run.getStatus());
        return new Run(
                run.getMetadata().getName(),
                Plans.pipelineName(run),
                status.flatMap(s -> Optional.ofNullable(s.phase()))
                        .map(Words::of)
                        .orElse("Pending"),
                status.flatMap(s -> Optional.ofNullable(s.startTime())),
                status.flatMap(s -> Optional.ofNullable(s.completionTime())),
                status.flatMap(s -> Optional.ofNullable(s.message())).orElse(""));
    }
}
