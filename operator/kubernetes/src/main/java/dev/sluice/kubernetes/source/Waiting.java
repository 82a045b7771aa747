package dev.sluice.kubernetes.source;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.group.Members;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.timer.TimerEventSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Wakes runs: at a time, and those that wait for places of concurrency groups when one may have come free. Who waits is no more than what
 * was told since the operator started; each run tells anew when it is looked at, and all are at the start.
 */
final class Waiting extends TimerEventSource<PipelineRun> {

    private final Map<ResourceID, Set<String>> leasesByRun = new ConcurrentHashMap<>();
    private final Function<String, Collection<Lease>> leases;

    /** @param leases of a namespace, as the informer knows them */
    Waiting(Function<String, Collection<Lease>> leases) {
        super("look-again", false);
        this.leases = leases;
    }

    void waits(ResourceID run, Set<String> names) {
        if (names.isEmpty()) {
            leasesByRun.remove(run);
        } else {
            leasesByRun.put(run, Set.copyOf(names));
        }
    }

    Set<ResourceID> of(Lease lease) {
        return of(lease.getMetadata().getNamespace(), Set.of(lease.getMetadata().getName()));
    }

    void wake(String namespace, Set<String> names) {
        of(namespace, names).forEach(run -> getEventHandler().handleEvent(new Event(run)));
    }

    void wake(ResourceID run) {
        getEventHandler().handleEvent(new Event(run));
    }

    /** A run that is deleted gives nothing back: those who wait see that it is gone. */
    @Override
    public void onResourceDeleted(PipelineRun run) {
        super.onResourceDeleted(run);
        ResourceID id = ResourceID.fromResource(run);
        String namespace = run.getMetadata().getNamespace();
        Set<String> own = leasesByRun.remove(id);
        Set<String> names = leases.apply(namespace).stream()
                .filter(lease -> Members.includes(lease, run.getMetadata().getUid()))
                .map(lease -> lease.getMetadata().getName())
                .collect(Collectors.toSet());
        if (own != null) {
            names.addAll(own);
        }
        wake(namespace, names);
    }

    private Set<ResourceID> of(String namespace, Set<String> names) {
        return leasesByRun.entrySet().stream()
                .filter(waiting -> waiting.getKey().getNamespace().orElse("").equals(namespace)
                        && waiting.getValue().stream().anyMatch(names::contains))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
