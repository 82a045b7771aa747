package dev.sluice.kubernetes.fake;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.Retention;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.group.Known;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.run.Afterwards;
import dev.sluice.kubernetes.run.EarlierRuns;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** An API server with informers that know at once (or, of Pods, when told). */
public final class FakeCluster extends FakeApi
        implements Objects, Acceptor.Known, Revisions.Known, Afterwards.Known, EarlierRuns.Known, Known {

    public final Map<String, Pipeline> pipelines = new TreeMap<>();
    public final Map<String, PodTemplate> agents = new TreeMap<>();

    /** Who is woken by which Leases. */
    public final Map<String, Set<String>> waiting = new TreeMap<>();

    /** Runs that were woken since this was emptied last. */
    public final Set<String> woken = new TreeSet<>();

    /** Pods that the API server has and the informer has not heard of. */
    public final List<String> unheardOf = new ArrayList<>();

    private Map<String, PipelineRun> informedRuns;

    public FakeCluster(Function<Void, Instant> clock) {
        super(clock);
    }

    @Override
    void changed(Lease lease) {
        wake("n", lease.getMetadata().getName());
    }

    @Override
    void changed(PipelineRun run) {
        woken.add(run.getMetadata().getName());
    }

    public void add(Pipeline pipeline) {
        Pipeline known = pipelines.get(pipeline.getMetadata().getName());
        pipeline.getMetadata().setUid("uid-of-" + pipeline.getMetadata().getName());
        pipeline.getMetadata()
                .setGeneration(known == null ? 1 : known.getMetadata().getGeneration() + 1);
        pipelines.put(pipeline.getMetadata().getName(), pipeline);
    }

    public void add(PodTemplate agent) {
        agent.getMetadata().setResourceVersion(nextVersion());
        agents.put(agent.getMetadata().getName(), agent);
    }

    /** From now on the informer of runs hears nothing. */
    public void freezeRunsInformer() {
        informedRuns = new LinkedHashMap<>(runs);
    }

    public void thawRunsInformer() {
        informedRuns = null;
    }

    @Override
    public Collection<PipelineRun> children(String namespace, String run) {
        return childrenOf(namespace, run);
    }

    @Override
    public void created(PipelineRun child) {}

    @Override
    public Collection<ControllerRevision> uploads(String namespace, String run) {
        return uploadsOf(namespace, run).stream()
                .filter(revision -> !unheardOf.contains(revision.getMetadata().getName()))
                .toList();
    }

    @Override
    public Collection<Pod> pods(String namespace, String run) {
        return podsOf(namespace, run).stream()
                .filter(pod -> !unheardOf.contains(pod.getMetadata().getName()))
                .toList();
    }

    @Override
    public Collection<Job> jobs(String namespace, String run) {
        return jobsOf(namespace, run);
    }

    @Override
    public void created(Pod pod) {
        unheardOf.remove(pod.getMetadata().getName());
    }

    @Override
    public void created(Job job) {}

    @Override
    public void created(ControllerRevision revision) {}

    @Override
    public Optional<Pipeline> pipeline(String namespace, String name) {
        return Optional.ofNullable(pipelines.get(name));
    }

    @Override
    public Optional<PodTemplate> agent(String namespace, String name) {
        return Optional.ofNullable(agents.get(name));
    }

    @Override
    public Optional<ControllerRevision> get(String namespace, String name) {
        return revision(namespace, name);
    }

    @Override
    public Optional<Retention> retention(String namespace, String pipeline) {
        return pipeline(namespace, pipeline).map(p -> p.getSpec().retention());
    }

    @Override
    public Collection<PipelineRun> runsOf(String namespace, String pipeline) {
        return (informedRuns == null ? runs : informedRuns)
                .values().stream()
                        .filter(run -> pipeline.equals(run.getSpec().pipeline()))
                        .toList();
    }

    @Override
    public Collection<Lease> leases(String namespace) {
        return List.copyOf(leases.values());
    }

    @Override
    public Collection<PipelineRun> queued(String namespace, String group) {
        return runs.values().stream()
                .filter(run -> RunQueue.queued(run.getStatus())
                        && run.getStatus().queue().group().equals(group))
                .toList();
    }

    @Override
    public void waits(PipelineRun run, Set<String> names) {
        waiting.put(run.getMetadata().getName(), names);
    }

    @Override
    public void wake(String namespace, String lease) {
        waiting.forEach((run, names) -> {
            if (names.contains(lease)) {
                woken.add(run);
            }
        });
    }
}
