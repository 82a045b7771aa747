package dev.sluice.kubernetes.group;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.act.Cluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;
import java.util.Set;

/** Gives back all that a run has, once its end is on record. What is left undone here, those who wait do when they see that it is over. */
public final class Departures {

    private final Known known;
    private final Groups groups;

    public Departures(Cluster cluster, Known known) {
        this.known = known;
        this.groups = new Groups(cluster, known);
    }

    public void of(PipelineRun run) {
        String uid = run.getMetadata().getUid();
        List<Lease> mine = known.leases(run.getMetadata().getNamespace()).stream()
                .filter(lease -> Members.includes(lease, uid))
                .toList();
        known.waits(run, Set.of());
        mine.forEach(lease -> groups.change(Group.of(lease), uid, places -> places.withoutRuns(uid::equals)));
    }
}
