package dev.sluice.kubernetes;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineStatus;
import dev.sluice.kubernetes.measure.OperatorMetrics;
import dev.sluice.kubernetes.pin.Acceptance;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.report.AcceptedText;
import dev.sluice.kubernetes.report.Conditions;
import dev.sluice.kubernetes.timetable.Schedules;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges pipelines when they change, and says what is wrong with them; a bad one is told so once, and never tried again. Starts the runs
 * that schedules ask for, and is woken at the next of their times.
 */
@ControllerConfiguration(name = OperatorMetrics.PIPELINE)
public final class PipelineReconciler implements Reconciler<Pipeline> {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final Duration SOON = Duration.ofMillis(200);

    private final KubernetesClient client;
    private final Revisions revisions;
    private final Schedules schedules;
    private final Clock clock;
    private Acceptor acceptor;

    public PipelineReconciler(KubernetesClient client, Revisions revisions, Schedules schedules, Clock clock) {
        this.client = client;
        this.schedules = schedules;
        this.revisions = revisions;
        this.clock = clock;
    }

    /** A pipeline waits for the agents it names, so its view of them is the one whose events wake it. */
    @Override
    public List<EventSource<?, Pipeline>> prepareEventSources(EventSourceContext<Pipeline> context) {
        InformerEventSource<PodTemplate, Pipeline> agents = new InformerEventSource<>(
                InformerEventSourceConfiguration.from(PodTemplate.class, Pipeline.class)
                        .withNamespacesInheritedFromController()
                        .withSecondaryToPrimaryMapper(agent -> context.getPrimaryCache()
                                .list(agent.getMetadata().getNamespace())
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .withPrimaryToSecondaryMapper((Pipeline pipeline) -> Set.of())
                        .build(),
                context);
        acceptor = new Acceptor(client.getKubernetesSerialization(), new Acceptor.Known() {
            @Override
            public Optional<Pipeline> pipeline(String namespace, String name) {
                return context.getPrimaryCache().get(new ResourceID(name, namespace));
            }

            @Override
            public Optional<PodTemplate> agent(String namespace, String name) {
                return agents.get(new ResourceID(name, namespace));
            }

            @Override
            public Optional<PipelineRun> run(String namespace, String name) {
                return Optional.empty();
            }

            @Override
            public Optional<ControllerRevision> revision(String namespace, String name) {
                return Optional.empty(); // a pipeline is judged as it is
            }
        });
        return List.of(agents);
    }

    @Override
    public UpdateControl<Pipeline> reconcile(Pipeline pipeline, Context<Pipeline> context) {
        if (pipeline.isMarkedForDeletion()) {
            return UpdateControl.noUpdate();
        }
        Acceptance acceptance = acceptor.accept(pipeline);
        if (acceptance instanceof Acceptance.Accepted accepted) {
            revisions.pin(pipeline.getMetadata().getNamespace(), accepted.text(), accepted.generation());
        }
        Instant now = clock.instant();
        boolean starts = acceptance instanceof Acceptance.Accepted
                && !Boolean.TRUE.equals(pipeline.getSpec().suspend());
        try {
            Schedules.Times times = starts
                    ? schedules.keep(pipeline, now)
                    : Schedules.Times.onRecord(pipeline).idle();
            return told(pipeline, acceptance, times, now);
        } catch (KubernetesClientException e) {
            told(pipeline, acceptance, Schedules.Times.onRecord(pipeline), now); // what is due stays so
            throw e;
        }
    }

    private UpdateControl<Pipeline> told(Pipeline pipeline, Acceptance acceptance, Schedules.Times times, Instant now) {
        PipelineStatus status = status(pipeline, acceptance, times, now.truncatedTo(ChronoUnit.SECONDS));
        if (!Objects.equals(status, pipeline.getStatus()) && !write(pipeline, status)) {
            return UpdateControl.<Pipeline>noUpdate().rescheduleAfter(SOON);
        }
        return times.next() == null
                ? UpdateControl.noUpdate()
                : UpdateControl.<Pipeline>noUpdate().rescheduleAfter(wait(now, times.next()));
    }

    /** Never before the time itself. */
    private static Duration wait(Instant now, Instant next) {
        return Duration.ofMillis(Math.max(0, Duration.between(now, next).toMillis()) + 1);
    }

    private static PipelineStatus status(Pipeline pipeline, Acceptance acceptance, Schedules.Times times, Instant now) {
        PipelineStatus before = pipeline.getStatus();
        Long generation = pipeline.getMetadata().getGeneration();
        List<Condition> conditions =
                Conditions.of(before == null ? null : before.conditions(), generation, now, said(acceptance));
        return acceptance instanceof Acceptance.Accepted accepted
                ? new PipelineStatus(
                        generation,
                        accepted.text().revision(),
                        conditions,
                        accepted.plan().steps().size(),
                        accepted.plan().jobCount(),
                        accepted.plan().maxConcurrency(),
                        times.next(),
                        times.last())
                : new PipelineStatus(generation, null, conditions, null, null, null, times.next(), times.last());
    }

    private static Conditions.Said said(Acceptance acceptance) {
        if (acceptance instanceof Acceptance.Accepted accepted) {
            return new Conditions.Said(
                    Conditions.ACCEPTED, Condition.Status.TRUE, "Valid", AcceptedText.of(accepted.plan()));
        }
        Acceptance.Refused refused = (Acceptance.Refused) acceptance;
        return new Conditions.Said(Conditions.ACCEPTED, Condition.Status.FALSE, refused.reason(), refused.message());
    }

    /** False where the pipeline has changed since it was read. */
    private boolean write(Pipeline pipeline, PipelineStatus status) {
        Pipeline update = new Pipeline();
        update.setMetadata(new ObjectMetaBuilder()
                .withName(pipeline.getMetadata().getName())
                .withNamespace(pipeline.getMetadata().getNamespace())
                .withResourceVersion(pipeline.getMetadata().getResourceVersion())
                .build());
        update.setStatus(status);
        try {
            client.resource(update).updateStatus();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == NOT_FOUND) {
                return true;
            }
            if (e.getCode() == CONFLICT) {
                return false;
            }
            throw e;
        }
    }
}
