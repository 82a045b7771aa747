package dev.sluice.kubernetes.group;

import dev.sluice.core.concurrency.Places;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The places of a group as a Lease. All of them are one object, so that whoever takes one has seen all others: the API server refuses a
 * write that was made from an older version.
 */
final class GroupLease {

    private GroupLease() {}

    /** @throws UnreadableGroup where somebody has written into it what is no list of places */
    static Places places(Lease lease) {
        return new Places(
                lines(lease, Annotations.PLACES, GroupLease::place), lines(lease, Annotations.TURNS, GroupLease::turn));
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
                .addToAnnotations(Annotations.PLACES, text(places.held(), GroupLease::line))
                .addToAnnotations(Annotations.TURNS, text(places.turns(), GroupLease::line))
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

    private static String line(Places.Place place) {
        return place.runId() + " " + place.run() + (place.job().isEmpty() ? "" : " " + place.job());
    }

    private static Places.Place place(String... words) {
        return new Places.Place(words[0], words[1], words.length > 2 ? words[2] : "");
    }

    private static String line(Places.Turn turn) {
        return turn.runId() + " " + turn.run() + " " + turn.since();
    }

    private static Places.Turn turn(String... words) {
        return new Places.Turn(words[0], words[1], Instant.parse(words[2]));
    }

    private static <T> String text(List<T> values, Function<T, String> line) {
        return values.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static <T> List<T> lines(Lease lease, String annotation, Function<String[], T> read) {
        Map<String, String> annotations = lease.getMetadata().getAnnotations();
        String text = annotations == null ? "" : annotations.getOrDefault(annotation, "");
        List<T> values = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                values.add(read.apply(line.split(" ")));
            } catch (ArrayIndexOutOfBoundsException | DateTimeException e) {
                throw new UnreadableGroup(lease, annotation, e);
            }
        }
        return values;
    }
}
