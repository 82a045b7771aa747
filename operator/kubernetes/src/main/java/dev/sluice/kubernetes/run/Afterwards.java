package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.Retention;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.group.Departures;
import dev.sluice.kubernetes.notify.Notices;
import dev.sluice.kubernetes.observe.PodIdentity;
import dev.sluice.kubernetes.observe.PodState;
import dev.sluice.kubernetes.report.RunStatuses;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is left to do for a run that has ended: nothing may run on, and one day it goes, with all below it. */
public final class Afterwards {

    private final Cluster cluster;
    private final Objects objects;
    private final Known known;
    private final Reporter reporter;
    private final Departures departures;

    public Afterwards(Cluster cluster, Objects objects, Known known, Reporter reporter, Departures departures) {
        this.cluster = cluster;
        this.objects = objects;
        this.known = known;
        this.reporter = reporter;
        this.departures = departures;
    }

    Known known() {
        return known;
    }

    /** What informers know. */
    public interface Known {

        Optional<Retention> retention(String namespace, String pipeline);

        Collection<PipelineRun> runsOf(String namespace, String pipeline);
    }

    Optional<Instant> of(PipelineRun run, Instant now) {
        if (nothingLeft(run)) {
            departures.of(run);
        }
        if (PodIdentity.isChild(run)) {
            return Optional.empty(); // its parent may not have seen its end yet, and takes it along when it goes
        }
        if (Notices.any(run.getStatus())) {
            return Optional.empty(); // what came of telling others wakes it
        }
        Optional<Retention> retention = retention(run);
        retention.ifPresent(r -> keepNewest(run, r));
        Optional<Instant> expiry = ttl(run, retention).map(run.getStatus().completionTime()::plus);
        if (expiry.isPresent() && !now.isBefore(expiry.get())) {
            cluster.deleteRun(run);
            return Optional.empty();
        }
        return expiry;
    }

    /** What may still do something is stopped; its end is an event of its own. */
    private boolean nothingLeft(PipelineRun run) {
        String uid = run.getMetadata().getUid();
        boolean none = true;
        for (Pod pod :
                objects.pods(run.getMetadata().getNamespace(), run.getMetadata().getName())) {
            Attempt attempt = new Attempt(1, 0, PodState.of(pod));
            if (uid.equals(PodIdentity.controller(pod)) && attempt.active()) {
                none = false;
                if (!(attempt.state() instanceof Attempt.State.Stopping)) {
                    cluster.deletePod(
                            pod.getMetadata().getNamespace(), pod.getMetadata().getName());
                }
            }
        }
        return none;
    }

    private Optional<Retention> retention(PipelineRun run) {
        return Optional.ofNullable(run.getSpec().pipeline())
                .flatMap(pipeline -> known.retention(run.getMetadata().getNamespace(), pipeline));
    }

    private static Optional<Duration> ttl(PipelineRun run, Optional<Retention> retention) {
        return Optional.ofNullable(run.getSpec().ttlAfterFinished())
                .or(() -> retention.map(Retention::ttlAfterFinished))
                .map(text -> Duration.parse("PT" + text.toUpperCase(Locale.ROOT)));
    }

    private void keepNewest(PipelineRun run, Retention retention) {
        boolean succeeded = succeeded(run);
        Integer most = succeeded ? retention.successfulRuns() : retention.failedRuns();
        if (most == null) {
            return;
        }
        List<PipelineRun> alike = known
                .runsOf(run.getMetadata().getNamespace(), run.getSpec().pipeline())
                .stream()
                .map(reporter::newest) // the informer has not heard of an end that was just written
                .filter(other -> RunStatuses.ended(other.getStatus()) && succeeded(other) == succeeded)
                .filter(other -> !other.isMarkedForDeletion() && !PodIdentity.isChild(other))
                .sorted(Comparator.comparing(
                                (PipelineRun other) -> other.getStatus().completionTime())
                        .reversed())
                .toList();
        alike.stream()
                .skip(most)
                .filter(other -> !Notices.any(other.getStatus()))
                .forEach(cluster::deleteRun);
    }

    private static boolean succeeded(PipelineRun run) {
        return run.getStatus().phase() == Phase.SUCCEEDED;
    }
}
