package dev.sluice.kubernetes.run;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.observe.Children;
import dev.sluice.kubernetes.observe.RunObserver;
import dev.sluice.kubernetes.pod.RunFrame;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;

/** What there is of a run's attempts: its Pods, its batch/v1 Jobs and the runs that are its children. */
final class Attempts {

    private final Cluster cluster;
    private final Objects objects;

    Attempts(Cluster cluster, Objects objects) {
        this.cluster = cluster;
        this.objects = objects;
    }

    /** An attempt that seems to have vanished may only not have reached the informer yet: the API server is asked before it counts as lost. */
    Map<JobId, Attempt> of(Standing standing) {
        RunFrame frame = standing.frame();
        Map<JobId, Attempt> attempts = informed(standing);
        var recorded = standing.recorded();
        var missing = RunObserver.missing(recorded, attempts);
        missing.removeAll(recorded.settled().keySet());
        if (missing.isEmpty()) {
            return RunUploads.believed(standing, attempts);
        }
        cluster.jobsOf(frame.namespace(), frame.name()).forEach(objects::created);
        cluster.podsOf(frame.namespace(), frame.name()).forEach(objects::created);
        cluster.childrenOf(frame.namespace(), frame.name()).forEach(objects::created);
        return RunUploads.believed(standing, informed(standing));
    }

    /**
     * A Pod is being deleted, and its attempt is on no record yet: once it is gone nothing would tell that it was there, it would be made again
     * as the same attempt, and something that deletes Pods as they come would keep a run going round for ever.
     */
    boolean leaveUntold(Standing standing) {
        RunFrame frame = standing.frame();
        if (objects.pods(frame.namespace(), frame.name()).stream().noneMatch(Pod::isMarkedForDeletion)
                && objects.children(frame.namespace(), frame.name()).isEmpty()) {
            return false;
        }
        Map<JobId, Attempt> recorded = standing.recorded().active();
        return informed(standing).entrySet().stream()
                .filter(e -> e.getValue().state() instanceof Attempt.State.Stopping)
                .anyMatch(e -> !recorded.containsKey(e.getKey())
                        || recorded.get(e.getKey()).number() < e.getValue().number());
    }

    private Map<JobId, Attempt> informed(Standing standing) {
        RunFrame frame = standing.frame();
        Map<JobId, Attempt> attempts = RunObserver.attempts(
                frame.uid(),
                objects.pods(frame.namespace(), frame.name()),
                objects.jobs(frame.namespace(), frame.name()));
        attempts.putAll(
                Children.attempts(frame.uid(), standing.plan(), objects.children(frame.namespace(), frame.name())));
        return attempts;
    }
}
