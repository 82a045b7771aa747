package dev.sluice.kubernetes.act;

import dev.sluice.core.model.Workspace;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Failure;
import dev.sluice.kubernetes.observe.PodIdentity;
import dev.sluice.kubernetes.pod.Batches;
import dev.sluice.kubernetes.pod.ChildFactory;
import dev.sluice.kubernetes.pod.JobFactory;
import dev.sluice.kubernetes.pod.PodFactory;
import dev.sluice.kubernetes.pod.RunFrame;
import dev.sluice.kubernetes.pod.Workplace;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Does what a decision says, in a cluster. */
public final class KubernetesRunner {

    private final Cluster cluster;
    private final Objects objects;
    private final InParallel parallel;
    private final ChildRuns children;

    public KubernetesRunner(Cluster cluster, Objects objects, InParallel parallel) {
        this.cluster = cluster;
        this.objects = objects;
        this.parallel = parallel;
        this.children = new ChildRuns(cluster, objects);
    }

    /** @param begun something of the run was there before: so is its volume, and one that is gone would come back empty */
    public Applied apply(RunFrame run, Plan plan, List<Action> actions, boolean begun) {
        if (actions.isEmpty()) {
            return Applied.ALL;
        }
        List<Action.Start> starts = new ArrayList<>();
        List<Action.Stop> stops = new ArrayList<>();
        for (Action action : actions) {
            if (action instanceof Action.Start start) {
                starts.add(start);
            } else if (action instanceof Action.Stop stop) {
                stops.add(stop);
            }
        }
        stop(run, stops);
        Optional<Refusal> noVolume = starts.isEmpty() || begun ? Optional.empty() : createVolume(run, plan);
        return noVolume.isPresent() ? refused(noVolume.get(), starts) : start(run, plan, starts);
    }

    private Optional<Refusal> createVolume(RunFrame run, Plan plan) {
        return plan.workspace()
                .filter(Workspace::claimed)
                .flatMap(Workspace::volume)
                .map(volume -> Workplace.claim(run, volume))
                .flatMap(claim -> new Creation<>(
                                claim,
                                run.uid(),
                                cluster::create,
                                () -> cluster.claim(
                                        run.namespace(), claim.getMetadata().getName()),
                                created -> {})
                        .run());
    }

    private static Applied refused(Refusal refusal, List<Action.Start> starts) {
        Map<JobId, Failure> failures = new HashMap<>();
        AtomicReference<String> noRoom = new AtomicReference<>();
        record(Optional.of(refusal), starts.stream().map(s -> s.job().id()).toList(), failures, noRoom);
        return new Applied(failures, Optional.ofNullable(noRoom.get()));
    }

    private Applied start(RunFrame run, Plan plan, List<Action.Start> starts) {
        Map<JobId, Failure> failures = new HashMap<>();
        AtomicReference<String> noRoom = new AtomicReference<>();
        List<Runnable> creations = new ArrayList<>();
        List<Action.Start> pods = new ArrayList<>();
        for (Action.Start start : starts) {
            ChildFactory.downstream(start)
                    .ifPresentOrElse(
                            downstream -> creations.add(() -> record(
                                    children.create(run, plan, start, downstream),
                                    List.of(start.job().id()),
                                    failures,
                                    noRoom)),
                            () -> pods.add(start));
        }
        Batches batches = Batches.of(plan, pods);
        for (Batches.Batch batch : batches.jobs()) {
            List<JobId> jobs = batch.starts().stream().map(s -> s.job().id()).toList();
            creations.add(() -> record(create(run, plan, batch), jobs, failures, noRoom));
        }
        for (Action.Start start : batches.pods()) {
            creations.add(() -> {
                if (noRoom.get() == null) { // a full namespace is asked once, not for each job
                    record(create(run, plan, start), List.of(start.job().id()), failures, noRoom);
                }
            });
        }
        parallel.run(creations);
        return new Applied(failures, Optional.ofNullable(noRoom.get()));
    }

    private Optional<Refusal> create(RunFrame run, Plan plan, Action.Start start) {
        Pod pod = PodFactory.attempt(run, plan, start);
        String name = pod.getMetadata().getName();
        return new Creation<>(
                        pod, run.uid(), cluster::create, () -> cluster.pod(run.namespace(), name), objects::created)
                .run();
    }

    private Optional<Refusal> create(RunFrame run, Plan plan, Batches.Batch batch) {
        io.fabric8.kubernetes.api.model.batch.v1.Job job = JobFactory.firstAttempts(run, plan, batch);
        String name = job.getMetadata().getName();
        return new Creation<>(
                        job, run.uid(), cluster::create, () -> cluster.job(run.namespace(), name), objects::created)
                .run();
    }

    private static void record(
            Optional<Refusal> refusal, List<JobId> jobs, Map<JobId, Failure> failures, AtomicReference<String> noRoom) {
        refusal.ifPresent(why -> {
            if (why instanceof Refusal.NoRoom full) {
                noRoom.compareAndSet(null, full.message());
            } else if (why instanceof Refusal.Never never) {
                synchronized (failures) {
                    jobs.forEach(job -> failures.put(job, never.failure()));
                }
            }
        });
    }

    private void stop(RunFrame run, List<Action.Stop> stops) {
        if (stops.isEmpty()) {
            return;
        }
        Map<JobId, Integer> attempts = new HashMap<>();
        stops.forEach(stop -> attempts.put(stop.job().id(), stop.attempt()));
        Map<JobId, Pod> pods = new HashMap<>();
        for (Pod pod : objects.pods(run.namespace(), run.name())) {
            PodIdentity.of(pod)
                    .filter(identity -> attempts.getOrDefault(identity.job(), 0) == identity.attempt())
                    .ifPresent(identity -> pods.put(identity.job(), pod));
        }
        List<Runnable> requests = new ArrayList<>(children.stops(run, stops));
        Set<String> batchJobs = stopWhole(run, stops);
        batchJobs.forEach(name -> requests.add(() -> cluster.deleteJob(run.namespace(), name)));
        for (Action.Stop stop : stops) {
            Pod pod = pods.get(stop.job().id());
            if (pod != null && !batchJobs.contains(JobFactory.name(run, stop.job()))) {
                String name = pod.getMetadata().getName();
                requests.add(
                        stop.why() == Action.Why.TIMEOUT
                                ? () -> cluster.endNow(run.namespace(), name)
                                : () -> cluster.deletePod(run.namespace(), name));
            }
        }
        parallel.run(requests);
    }

    /** Jobs that go as a whole, in one request: those of a run that is ended, whose Pods may not even exist yet. */
    private Set<String> stopWhole(RunFrame run, List<Action.Stop> stops) {
        Set<String> existing = new HashSet<>();
        objects.jobs(run.namespace(), run.name()).stream()
                .filter(job -> run.uid().equals(PodIdentity.controller(job)))
                .forEach(job -> existing.add(job.getMetadata().getName()));
        Set<String> whole = new HashSet<>();
        for (Action.Stop stop : stops) {
            Job job = stop.job();
            if (stop.why() == Action.Why.RUN_ENDED
                    && stop.attempt() == 1
                    && existing.contains(JobFactory.name(run, job))) {
                whole.add(JobFactory.name(run, job));
            }
        }
        return whole;
    }
}
