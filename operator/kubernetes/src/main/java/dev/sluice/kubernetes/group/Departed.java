package dev.sluice.kubernetes.group;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.observe.PodIdentity;
import dev.sluice.kubernetes.observe.PodState;
import dev.sluice.kubernetes.report.RunStatuses;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Whether a run is over: deleted or ended on record, and nothing of it is there that still does something. */
final class Departed {

    private final Cluster cluster;
    private final Known known;

    Departed(Cluster cluster, Known known) {
        this.cluster = cluster;
        this.known = known;
    }

    record Who(String run, String uid) {}

    /** By what the informer knows: worth asking. */
    boolean suspected(String namespace, Who who) {
        return over(known.run(namespace, who.run()), who.uid());
    }

    /** A run that the informer knows to be under way is: it hears late, never too early. The rest is asked of the API server. */
    boolean certainly(String namespace, Who who) {
        return suspected(namespace, who)
                && over(cluster.run(namespace, who.run()), who.uid())
                && nothingRuns(namespace, who);
    }

    private static boolean over(Optional<PipelineRun> run, String uid) {
        return run.filter(r -> r.getMetadata().getUid().equals(uid))
                .map(r -> RunStatuses.ended(r.getStatus()))
                .orElse(true);
    }

    /** Pods and child runs of a run that was deleted go after it. */
    private boolean nothingRuns(String namespace, Who who) {
        Set<String> controllers = new HashSet<>(Set.of(who.uid()));
        cluster.jobsOf(namespace, who.run()).stream()
                .filter(job -> who.uid().equals(PodIdentity.controller(job)))
                .forEach(job -> controllers.add(job.getMetadata().getUid()));
        boolean childrenGone = cluster.childrenOf(namespace, who.run()).stream()
                .filter(child -> who.uid().equals(PodIdentity.controller(child)))
                .allMatch(child -> RunStatuses.ended(child.getStatus()));
        return childrenGone
                && cluster.podsOf(namespace, who.run()).stream()
                        .filter(pod -> controllers.contains(PodIdentity.controller(pod)))
                        .noneMatch(Departed::active);
    }

    private static boolean active(Pod pod) {
        return new Attempt(1, 0, PodState.of(pod)).active();
    }
}
