package dev.sluice.kubernetes.group;

import dev.sluice.core.concurrency.Places;
import dev.sluice.kubernetes.act.Cluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.function.UnaryOperator;

/** Groups that runs which were deleted have left behind, and nobody has come to since. */
public final class DesertedGroups {

    private final Groups groups;

    public DesertedGroups(Cluster cluster, Known known) {
        this.groups = new Groups(cluster, known);
    }

    public void collect(Lease lease) {
        Group group = Group.of(lease);
        if (groups.mayBeStale(group, GroupLease.places(lease))) {
            groups.change(group, "", UnaryOperator.<Places>identity());
        }
    }
}
