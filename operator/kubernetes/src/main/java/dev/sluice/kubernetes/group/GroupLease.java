package dev.sluice.kubernetes.group;

import dev.sluice.core.concurrency.Places;
import dev.sluice.core.concurrency.PlacesText;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.util.Map;

/**
 * The places of a group as a Lease. All of them are one object, so that whoever takes one has seen all others: the API server refuses a
 * write that was made from an older version.
 */
final class GroupLease {

    private GroupLease() {}

    /** @throws UnreadableGroup where somebody has written into it what is no list of places */
    static Places places(Lease lease) {
        Map<String, String> annotations = lease.getMetadata().getAnnotations() == null
                ? Map.of()
                : lease.getMetadata().getAnnotations();
        try {
            return PlacesText.read(
                    annotations.getOrDefault(Annotations.PLACES, ""), annotations.getOrDefault(Annotations.TURNS, ""));
        } catch (IllegalArgumentException e) {
            throw new UnreadableGroup(lease, e);
        }
    }

    /** @param resourceVersion of what it replaces, null where it is new */
    static Lease of(Group group, Places places, String resourceVersion) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(group.namespace())
                .withName(group.lease())
                .withResourceVersion(resourceVersion)
                .addToLabels(Labels.MANAGED_BY, Labels.SLUICE)
                .addToLabels(Labels.GROUP_OF, group.kind().word())
                .addToAnnotations(Annotations.GROUP, group.name())
                .addToAnnotations(Annotations.PLACES, PlacesText.held(places))
                .addToAnnotations(Annotations.TURNS, PlacesText.turns(places))
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(holder(places))
                .endSpec()
                .build();
    }

    /** For people: {@code kubectl get leases} shows it. */
    private static String holder(Places places) {
        if (places.held().isEmpty()) {
            return null;
        }
        Places.Place first = places.held().get(0);
        int others = places.held().size() - 1;
        return first.run()
                + (first.job().isEmpty() ? "" : "/" + first.job())
                + (others == 0 ? "" : " and " + others + " more");
    }
}
