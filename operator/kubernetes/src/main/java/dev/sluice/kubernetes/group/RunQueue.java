package dev.sluice.kubernetes.group;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.OlderRuns;
import dev.sluice.core.concurrency.Places;
import dev.sluice.core.concurrency.RunAdmission;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.model.Concurrency;
import dev.sluice.kubernetes.act.Cluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Lets runs into their concurrency group, and has them wait in the order in which they were accepted. */
public final class RunQueue {

    private static final Duration FALLBACK = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Cluster cluster;
    private final Known known;
    private final Groups groups;
    private final UnaryOperator<PipelineRun> newest;

    /** @param newest a run as the operator itself wrote it last */
    public RunQueue(Cluster cluster, Known known, UnaryOperator<PipelineRun> newest) {
        this.cluster = cluster;
        this.known = known;
        this.groups = new Groups(cluster, known);
        this.newest = newest;
    }

    /** @param lookAgain absent: what has to change wakes the run */
    public record Answer(Admission admission, Optional<Instant> lookAgain) {

        public static final Answer ADMITTED = new Answer(Admission.ADMITTED, Optional.empty());
    }

    /**
     * Whether the run may begin; its place is on record in the API server then. Empty where others were quicker again and again.
     *
     * @param since when the run was accepted
     */
    public Optional<Answer> ask(
            PipelineRun run, Concurrency concurrency, Instant since, WaitingAncestors ancestors, Instant now) {
        Group group = Group.ofRuns(run.getMetadata().getNamespace(), concurrency);
        String uid = run.getMetadata().getUid();
        known.waits(run, Set.of(group.lease())); // before looking, so that no change is missed
        List<PipelineRun> ahead = ahead(group, run, since);
        Places places = groups.seen(group);
        Admission admission = RunAdmission.of(concurrency, places, uid, ahead.size());
        boolean stale = groups.mayBeStale(group, places);
        if (stale || !(admission instanceof Admission.Queued)) {
            Places.Place place = new Places.Place(uid, run.getMetadata().getName(), "");
            Optional<Places> after = groups.change(group, uid, p -> taken(p, concurrency, place, ahead.size()));
            if (after.isEmpty()) {
                return Optional.empty();
            }
            places = after.get();
            admission = RunAdmission.of(concurrency, places, uid, ahead.size());
        }
        if (admission instanceof Admission.Admitted) {
            known.waits(run, Set.of());
            return Optional.of(Answer.ADMITTED);
        }
        cancelOlder(group, concurrency, places, run, ahead, ancestors);
        Optional<Instant> again = Optional.of(now.plus(stale && groups.mayBeStale(group, places) ? SOON : FALLBACK));
        return Optional.of(new Answer(admission, again));
    }

    /** The run has ended without having been let in: those behind it move up. */
    public void left(PipelineRun run, Concurrency concurrency) {
        left(run, Group.ofRuns(run.getMetadata().getNamespace(), concurrency));
    }

    /** The run has ended, and all that is known of its group is what its status said, if it waited. */
    public void left(PipelineRun run) {
        if (queued(run.getStatus())) {
            left(
                    run,
                    new Group(
                            run.getMetadata().getNamespace(),
                            Group.Kind.RUNS,
                            run.getStatus().queue().group()));
        }
    }

    private void left(PipelineRun run, Group group) {
        known.waits(run, Set.of());
        known.wake(group.namespace(), group.lease());
    }

    private static Places taken(Places places, Concurrency concurrency, Places.Place place, int ahead) {
        boolean takes = RunAdmission.of(concurrency, places, place.runId(), ahead) instanceof Admission.Admitted
                && !places.holds(place.runId(), "");
        return takes ? places.with(place) : places;
    }

    private List<PipelineRun> ahead(Group group, PipelineRun run, Instant since) {
        List<PipelineRun> ahead = new ArrayList<>();
        for (PipelineRun informed : known.queued(group.namespace(), group.name())) {
            PipelineRun other = newest.apply(informed);
            if (queued(other.getStatus())
                    && !other.getMetadata().getUid().equals(run.getMetadata().getUid())
                    && before(other, run, since)) {
                ahead.add(other);
            }
        }
        ahead.sort(Comparator.comparing((PipelineRun r) -> r.getStatus().startTime())
                .thenComparing(r -> r.getMetadata().getCreationTimestamp())
                .thenComparing(r -> r.getMetadata().getName()));
        return ahead;
    }

    public static boolean queued(PipelineRunStatus status) {
        return status != null && status.queue() != null && status.completionTime() == null;
    }

    private static boolean before(PipelineRun other, PipelineRun run, Instant since) {
        int order = other.getStatus().startTime().compareTo(since);
        if (order == 0) {
            order = other.getMetadata()
                    .getCreationTimestamp()
                    .compareTo(run.getMetadata().getCreationTimestamp());
        }
        return order == 0
                ? other.getMetadata().getName().compareTo(run.getMetadata().getName()) < 0
                : order < 0;
    }

    private void cancelOlder(
            Group group,
            Concurrency concurrency,
            Places places,
            PipelineRun run,
            List<PipelineRun> ahead,
            WaitingAncestors ancestors) {
        List<String> waiting = ahead.stream().map(r -> r.getMetadata().getUid()).toList();
        List<String> older =
                OlderRuns.toCancel(concurrency, places, run.getMetadata().getUid(), waiting, ancestors);
        for (String uid : older) {
            name(uid, places, ahead)
                    .filter(name -> !cancelled(group.namespace(), name, uid))
                    .ifPresent(name -> cluster.cancel(group.namespace(), name, uid));
        }
    }

    private static Optional<String> name(String uid, Places places, List<PipelineRun> ahead) {
        return places.held().stream()
                .filter(place -> place.runId().equals(uid))
                .map(Places.Place::run)
                .findFirst()
                .or(() -> ahead.stream()
                        .filter(r -> r.getMetadata().getUid().equals(uid))
                        .map(r -> r.getMetadata().getName())
                        .findFirst());
    }

    private boolean cancelled(String namespace, String name, String uid) {
        return known.run(namespace, name)
                .filter(run -> run.getMetadata().getUid().equals(uid))
                .map(run -> Boolean.TRUE.equals(run.getSpec().cancel()))
                .orElse(false);
    }
}
