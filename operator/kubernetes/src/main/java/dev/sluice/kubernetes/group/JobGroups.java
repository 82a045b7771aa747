package dev.sluice.kubernetes.group;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.concurrency.Claim;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.JobPlaces;
import dev.sluice.core.concurrency.Places;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.plan.JobId;
import dev.sluice.kubernetes.act.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Gets places for a run's jobs in their concurrency groups, and gives them back. */
public final class JobGroups {

    private static final Duration FALLBACK = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Known known;
    private final Groups groups;

    public JobGroups(Cluster cluster, Known known) {
        this.known = known;
        this.groups = new Groups(cluster, known);
    }

    /** @param lookAgain absent: no job waits */
    public record Answer(Grants grants, Optional<Instant> lookAgain) {

        public static final Answer NONE = new Answer(Grants.NONE, Optional.empty());
    }

    /**
     * What the run's jobs have now; what they have is on record in the API server. Empty where others were quicker again and again.
     *
     * @param since when the run was let begin
     */
    public Optional<Answer> settle(
            PipelineRun run, Instant since, WaitingAncestors ancestors, List<Claim> claims, Instant now) {
        String uid = run.getMetadata().getUid();
        Places.Turn me = new Places.Turn(uid, run.getMetadata().getName(), since);
        Map<Group, List<Claim>> byGroup = byGroup(run.getMetadata().getNamespace(), claims);
        known.waits(run, leases(byGroup)); // before looking, so that no change is missed
        Set<JobId> granted = new HashSet<>();
        Map<String, Integer> positions = new HashMap<>();
        boolean stale = false;
        Set<String> waitsFor = new HashSet<>();
        for (Map.Entry<Group, List<Claim>> group : byGroup.entrySet()) {
            Optional<Places> settled = settle(group.getKey(), me, ancestors, group.getValue());
            if (settled.isEmpty()) {
                return Optional.empty();
            }
            Places places = settled.get();
            for (Claim claim : group.getValue()) {
                if (places.holds(uid, claim.name())) {
                    granted.add(claim.job());
                } else if (claim.need() == Claim.Need.PLACE) {
                    waitsFor.add(group.getKey().lease());
                    positions.put(
                            group.getKey().name(), JobPlaces.position(places, me, ancestors, claim.concurrency()));
                    stale |= groups.mayBeStale(group.getKey(), places);
                }
            }
        }
        known.waits(run, waitsFor);
        Optional<Instant> again =
                waitsFor.isEmpty() ? Optional.empty() : Optional.of(now.plus(stale ? SOON : FALLBACK));
        return Optional.of(new Answer(new Grants(granted, positions), again));
    }

    /** A place that is to be made use of now is asked of the API server: what the informer says of it may be long gone. */
    private Optional<Places> settle(Group group, Places.Turn me, WaitingAncestors ancestors, List<Claim> claims) {
        Places seen = groups.seen(group);
        Places wanted = JobPlaces.next(seen, me, ancestors, claims);
        boolean starts = wanted.held().stream()
                .anyMatch(place -> place.runId().equals(me.runId()) && wanted(claims, place.job()));
        if (!starts && wanted.equals(seen) && !groups.mayBeStale(group, seen)) {
            return Optional.of(seen);
        }
        return groups.change(group, me.runId(), places -> JobPlaces.next(places, me, ancestors, claims));
    }

    private static boolean wanted(List<Claim> claims, String job) {
        return claims.stream()
                .anyMatch(claim ->
                        claim.need() == Claim.Need.PLACE && claim.name().equals(job));
    }

    private static Map<Group, List<Claim>> byGroup(String namespace, List<Claim> claims) {
        Map<Group, List<Claim>> byGroup = new LinkedHashMap<>();
        for (Claim claim : claims) {
            byGroup.computeIfAbsent(Group.ofJobs(namespace, claim.concurrency()), group -> new ArrayList<>())
                    .add(claim);
        }
        return byGroup;
    }

    private static Set<String> leases(Map<Group, List<Claim>> byGroup) {
        Set<String> leases = new HashSet<>();
        byGroup.keySet().forEach(group -> leases.add(group.lease()));
        return leases;
    }
}
