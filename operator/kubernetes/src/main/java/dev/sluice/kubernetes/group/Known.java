package dev.sluice.kubernetes.group;

import dev.sluice.api.v1alpha1.PipelineRun;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What informers know of groups, late at times: good for saying that nothing can have changed, never for taking a place. */
public interface Known {

    Optional<Lease> lease(String namespace, String name);

    Collection<Lease> leases(String namespace);

    Optional<PipelineRun> run(String namespace, String name);

    /** Runs whose status says that they wait for this group. */
    Collection<PipelineRun> queued(String namespace, String group);

    /** From now on this run is woken by changes of these Leases, and of no others. */
    void waits(PipelineRun run, Set<String> leases);

    /** Wakes those who wait for a Lease: the order among them has changed, and the Lease has not. */
    void wake(String namespace, String lease);
}
