package dev.sluice.kubernetes.group;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;

/** A Lease that keeps a group's places says nothing that can be read. Nobody goes past it: somebody may be in there. */
final class UnreadableGroup extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableGroup(Lease lease, Throwable cause) {
        super(
                "the annotations of Lease %s/%s can't be read; delete the Lease once nothing of its group runs"
                        .formatted(
                                lease.getMetadata().getNamespace(),
                                lease.getMetadata().getName()),
                cause);
    }
}
