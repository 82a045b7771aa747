package dev.sluice.kubernetes.source;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects below runs, found by the run's label. The framework's own lookup puts them into a set, and hashing hundreds of whole Pods costs
 * more than all else a reconcile does.
 */
public final class ByRun<R extends HasMetadata> extends InformerEventSource<R, PipelineRun> {

    private final Map<ResourceID, Set<ResourceID>> index = new ConcurrentHashMap<>();

    public ByRun(InformerEventSourceConfiguration<R> configuration, EventSourceContext<PipelineRun> context) {
        super(configuration, context);
    }

    /** The run an object is below, by its label. */
    public static Set<ResourceID> run(HasMetadata object) {
        String run = object.getMetadata().getLabels().get(Labels.RUN);
        return run == null
                ? Set.of()
                : Set.of(new ResourceID(run, object.getMetadata().getNamespace()));
    }

    public Collection<R> of(String namespace, String run) {
        Set<ResourceID> ids = index.get(new ResourceID(run, namespace));
        if (ids == null) {
            return List.of();
        }
        List<R> objects = new ArrayList<>(ids.size());
        ids.forEach(id -> get(id).ifPresent(objects::add));
        return objects;
    }

    /** What was just created is known before any event tells of it. */
    public void created(R object) {
        add(object);
        handleRecentResourceCreate(ResourceID.fromResource(object), object);
    }

    @Override
    public synchronized void start() {
        super.start();
        list(object -> true).forEach(this::add); // the first reconcile may come before the first events
    }

    @Override
    public void onAdd(R object) {
        add(object);
        super.onAdd(object);
    }

    @Override
    public void onUpdate(R before, R object) {
        add(object);
        super.onUpdate(before, object);
    }

    @Override
    public void onDelete(R object, boolean unknown) {
        run(object)
                .forEach(run -> index.computeIfPresent(run, (id, objects) -> {
                    objects.remove(ResourceID.fromResource(object));
                    return objects.isEmpty() ? null : objects;
                }));
        super.onDelete(object, unknown);
    }

    private void add(R object) {
        run(object)
                .forEach(run -> index.compute(run, (id, objects) -> {
                    Set<ResourceID> known = objects == null ? ConcurrentHashMap.newKeySet() : objects;
                    known.add(ResourceID.fromResource(object));
                    return known;
                }));
    }
}
