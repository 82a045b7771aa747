package dev.sluice.kubernetes.source;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.report.Conditions;
import dev.sluice.kubernetes.report.RunStatuses;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The runs there are, as their informer knows them, by what they belong to and what they wait for. */
final class InformedRuns {

    private static final String BY_PIPELINE = "pipeline";
    private static final String BY_QUEUE = "queue";

    private final IndexerResourceCache<PipelineRun> cache;

    InformedRuns(IndexerResourceCache<PipelineRun> cache) {
        this.cache = cache;
        cache.addIndexers(Map.of(BY_PIPELINE, InformedRuns::pipelineKey, BY_QUEUE, InformedRuns::queueKey));
    }

    Stream<PipelineRun> all() {
        return cache.list();
    }

    Optional<PipelineRun> get(String namespace, String name) {
        return cache.get(new ResourceID(name, namespace));
    }

    Collection<PipelineRun> of(String namespace, String pipeline) {
        return cache.byIndex(BY_PIPELINE, namespace + "/" + pipeline);
    }

    /** Those that wait for a place in a concurrency group. */
    Collection<PipelineRun> queued(String namespace, String group) {
        return cache.byIndex(BY_QUEUE, namespace + "/" + group);
    }

    /** Runs that wait for people. */
    Set<ResourceID> atGates() {
        return cache.list(InformedRuns::atGate).map(ResourceID::fromResource).collect(Collectors.toSet());
    }

    private static boolean atGate(PipelineRun run) {
        return run.getStatus() != null
                && run.getStatus().gates() != null
                && run.getStatus().gates().stream().anyMatch(gate -> gate.state() == GateStatus.GateState.WAITING);
    }

    /** Runs that wait for a pipeline to appear, and those it keeps after their end. Runs under way are none of its business. */
    Set<ResourceID> concernedBy(Pipeline pipeline) {
        return of(pipeline.getMetadata().getNamespace(), pipeline.getMetadata().getName()).stream()
                .filter(run -> waits(run) || RunStatuses.ended(run.getStatus()))
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    Set<ResourceID> waitingFor(PodTemplate agent) {
        String namespace = agent.getMetadata().getNamespace();
        return cache.list(namespace, InformedRuns::waits)
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static boolean waits(PipelineRun run) {
        if (run.getStatus() == null) {
            return true;
        }
        List<Condition> conditions = run.getStatus().conditions();
        return !RunStatuses.ended(run.getStatus())
                && conditions != null
                && conditions.stream()
                        .anyMatch(c -> c.type().equals(Conditions.ACCEPTED) && c.status() == Condition.Status.FALSE);
    }

    private static List<String> pipelineKey(PipelineRun run) {
        String pipeline = run.getSpec().pipeline();
        return pipeline == null ? List.of() : List.of(run.getMetadata().getNamespace() + "/" + pipeline);
    }

    private static List<String> queueKey(PipelineRun run) {
        return RunQueue.queued(run.getStatus())
                ? List.of(run.getMetadata().getNamespace() + "/"
                        + run.getStatus().queue().group())
                : List.of();
    }
}
