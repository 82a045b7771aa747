package dev.sluice.kubernetes.group;

import dev.sluice.core.concurrency.Places;
import dev.sluice.kubernetes.act.Cluster;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Changes who is in a group, on what the API server holds at that moment and under its eyes. */
final class Groups {

    private static final int TRIES = 5;

    private final Cluster cluster;
    private final Known known;
    private final Departed departed;

    Groups(Cluster cluster, Known known) {
        this.cluster = cluster;
        this.known = known;
        this.departed = new Departed(cluster, known);
    }

    /** As the informer knows it. */
    Places seen(Group group) {
        return known.lease(group.namespace(), group.lease())
                .map(GroupLease::places)
                .orElse(Places.NONE);
    }

    /** Somebody in there may be over without having given back its place. */
    boolean mayBeStale(Group group, Places places) {
        return members(places).anyMatch(who -> departed.suspected(group.namespace(), who));
    }

    /**
     * Empty where others were quicker again and again.
     *
     * @param change of what is there without those who are over
     */
    Optional<Places> change(Group group, String ownUid, UnaryOperator<Places> change) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Lease> stored = cluster.lease(group.namespace(), group.lease());
            Places now = stored.map(GroupLease::places).orElse(Places.NONE);
            Places next = change.apply(living(group, now, ownUid));
            if (next.equals(now) || write(group, stored, next)) {
                return Optional.of(next);
            }
        }
        return Optional.empty();
    }

    private boolean write(Group group, Optional<Lease> stored, Places next) {
        if (next.empty()) {
            return stored.isEmpty() || cluster.delete(stored.get());
        }
        return stored.isEmpty()
                ? cluster.create(GroupLease.of(group, next, null))
                : cluster.replace(
                        GroupLease.of(group, next, stored.get().getMetadata().getResourceVersion()));
    }

    private Places living(Group group, Places places, String ownUid) {
        Set<String> over = members(places)
                .filter(who -> !who.uid().equals(ownUid))
                .filter(who -> departed.certainly(group.namespace(), who))
                .map(Departed.Who::uid)
                .collect(Collectors.toSet());
        return over.isEmpty() ? places : places.withoutRuns(over::contains);
    }

    private static Stream<Departed.Who> members(Places places) {
        return Stream.concat(
                        places.held().stream().map(place -> new Departed.Who(place.run(), place.runId())),
                        places.turns().stream().map(turn -> new Departed.Who(turn.run(), turn.runId())))
                .distinct();
    }
}
