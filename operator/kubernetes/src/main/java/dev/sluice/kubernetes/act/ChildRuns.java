package dev.sluice.kubernetes.act;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.Work.Program.Downstream;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.kubernetes.observe.Children;
import dev.sluice.kubernetes.pod.ChildFactory;
import dev.sluice.kubernetes.pod.RunFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts and stops the runs that a run's steps start: what Pods are to other steps. */
record ChildRuns(Cluster cluster, Objects objects) {

    Optional<Refusal> create(RunFrame run, Plan plan, Action.Start start, Downstream downstream) {
        PipelineRun child = ChildFactory.attempt(run, plan, start, downstream);
        String name = child.getMetadata().getName();
        return new Creation<>(
                        child, run.uid(), cluster::create, () -> cluster.run(run.namespace(), name), objects::created)
                .run();
    }

    /** One request for each that is there; it ends in its own time, and until then it is being stopped. */
    List<Runnable> stops(RunFrame run, List<Action.Stop> stops) {
        Map<JobId, Integer> attempts = new HashMap<>();
        stops.forEach(stop -> attempts.put(stop.job().id(), stop.attempt()));
        List<Runnable> requests = new ArrayList<>();
        for (PipelineRun child : objects.children(run.namespace(), run.name())) {
            Children.of(run.uid(), child)
                    .filter(identity -> attempts.getOrDefault(identity.job(), 0) == identity.attempt())
                    .ifPresent(identity -> requests.add(() -> cluster.cancelRun(
                            run.namespace(), child.getMetadata().getName())));
        }
        return requests;
    }
}
