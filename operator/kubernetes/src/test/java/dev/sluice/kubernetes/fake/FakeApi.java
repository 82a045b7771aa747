package dev.sluice.kubernetes.fake;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An API server of one namespace and one thread. Notes every write. */
public abstract class FakeApi implements Cluster {

    public final Map<String, Pod> pods = new TreeMap<>();
    public final Map<String, Job> jobs = new TreeMap<>();
    public final Map<String, ControllerRevision> revisions = new TreeMap<>();
    public final Map<String, PipelineRun> runs = new LinkedHashMap<>();
    public final Map<String, PersistentVolumeClaim> claims = new TreeMap<>();
    public final Map<String, Lease> leases = new TreeMap<>();
    public final List<String> writes = new ArrayList<>();

    /** What the API server answers to the creation of a Pod: an exception, or nothing. */
    public Function<Pod, RuntimeException> admission = pod -> null;

    /** Told of each write before it is done; what it throws is the end of whoever writes. */
    public Consumer<String> beforeWrite = write -> {};

    public boolean refusesToTakeAway;

    private final Function<Void, Instant> clock;

    private int version = 1;

    FakeApi(Function<Void, Instant> clock) {
        this.clock = clock;
    }

    /** Informers hear of it. */
    abstract void changed(Lease lease);

    /** Informers hear of it. */
    abstract void changed(PipelineRun run);

    String nextVersion() {
        return Integer.toString(version++);
    }

    public static KubernetesClientException answer(int code, String message) {
        return new KubernetesClientException(
                message, code, new StatusBuilder().withMessage(message).build());
    }

    public PipelineRun add(PipelineRun run) {
        run.getMetadata().setUid("uid-of-" + run.getMetadata().getName());
        run.getMetadata().setGeneration(1L);
        run.getMetadata().setCreationTimestamp(clock.apply(null).toString());
        run.getMetadata().setResourceVersion(nextVersion());
        runs.put(run.getMetadata().getName(), run);
        return run;
    }

    /** What a kubelet makes of the Pods of a step. */
    public void change(String step, UnaryOperator<Pod> change) {
        pods.replaceAll((name, pod) -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP))
                        && "Pending".equals(pod.getStatus().getPhase())
                ? change.apply(pod)
                : pod);
    }

    public long count(String write) {
        return writes.stream().filter(write::equals).count();
    }

    @Override
    public Pod create(Pod pod) {
        note("create pod");
        RuntimeException no = admission.apply(pod);
        if (no != null) {
            throw no;
        }
        if (pods.containsKey(pod.getMetadata().getName())) {
            throw answer(409, "pods \"" + pod.getMetadata().getName() + "\" already exists");
        }
        Pod stored = new PodBuilder(pod)
                .editMetadata()
                .withUid("uid-of-" + pod.getMetadata().getName())
                .withCreationTimestamp(clock.apply(null).toString())
                .withResourceVersion(nextVersion())
                .endMetadata()
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
        pods.put(pod.getMetadata().getName(), stored);
        return stored;
    }

    @Override
    public Job create(Job job) {
        note("create job");
        job.getMetadata().setUid("uid-of-" + job.getMetadata().getName());
        job.getMetadata().setCreationTimestamp(clock.apply(null).toString());
        jobs.put(job.getMetadata().getName(), job);
        return job;
    }

    @Override
    public PipelineRun create(PipelineRun run) {
        writes.add("create run");
        if (runs.containsKey(run.getMetadata().getName())) {
            throw answer(409, "pipelineruns \"" + run.getMetadata().getName() + "\" already exists");
        }
        run.getMetadata().setCreationTimestamp(clock.apply(null).toString());
        return add(run);
    }

    @Override
    public PersistentVolumeClaim create(PersistentVolumeClaim claim) {
        note("create claim");
        String name = claim.getMetadata().getName();
        if (claims.containsKey(name)) {
            throw answer(409, "persistentvolumeclaims \"" + name + "\" already exists");
        }
        claims.put(name, claim);
        return claim;
    }

    @Override
    public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
        return Optional.ofNullable(claims.get(name));
    }

    @Override
    public void cancelRun(String namespace, String name) {
        writes.add("cancel run");
        cancel(name);
    }

    @Override
    public List<PipelineRun> childrenOf(String namespace, String run) {
        return runs.values().stream().filter(child -> isOf(child, run)).toList();
    }

    @Override
    public Optional<Pod> pod(String namespace, String name) {
        return Optional.ofNullable(pods.get(name));
    }

    @Override
    public Optional<Job> job(String namespace, String name) {
        return Optional.ofNullable(jobs.get(name));
    }

    @Override
    public List<Pod> podsOf(String namespace, String run) {
        return pods.values().stream().filter(pod -> isOf(pod, run)).toList();
    }

    @Override
    public List<Job> jobsOf(String namespace, String run) {
        return jobs.values().stream().filter(job -> isOf(job, run)).toList();
    }

    @Override
    public void deletePod(String namespace, String name) {
        note("delete pod");
        pods.remove(name);
    }

    @Override
    public void deleteJob(String namespace, String name) {
        note("delete job");
        jobs.remove(name);
    }

    @Override
    public void endNow(String namespace, String name) {
        note("patch pod");
        pods.computeIfPresent(
                name, (n, pod) -> Pods.failedWith(Pods.ended(pod, 137, "Error", null), "DeadlineExceeded", "too long"));
    }

    @Override
    public ControllerRevision create(ControllerRevision revision) {
        note("create revision");
        if (revisions.containsKey(revision.getMetadata().getName())) {
            throw answer(409, "controllerrevisions \"" + revision.getMetadata().getName() + "\" already exists");
        }
        revision.getMetadata().setUid("uid-of-" + revision.getMetadata().getName());
        revisions.put(revision.getMetadata().getName(), revision);
        return revision;
    }

    @Override
    public Optional<ControllerRevision> revision(String namespace, String name) {
        return Optional.ofNullable(revisions.get(name));
    }

    @Override
    public List<ControllerRevision> uploadsOf(String namespace, String run) {
        return revisions.values().stream()
                .filter(revision -> isOf(revision, run))
                .toList();
    }

    @Override
    public void delete(ControllerRevision revision) {
        note("delete revision");
        revisions.remove(revision.getMetadata().getName());
    }

    @Override
    public PipelineRun writeStatus(PipelineRun update) {
        note("update status");
        PipelineRun stored = runs.get(update.getMetadata().getName());
        if (!stored.getMetadata()
                .getResourceVersion()
                .equals(update.getMetadata().getResourceVersion())) {
            throw answer(409, "the object has been modified");
        }
        stored = copy(stored);
        stored.setStatus(update.getStatus());
        stored.getMetadata().setResourceVersion(nextVersion());
        runs.put(stored.getMetadata().getName(), stored);
        return stored;
    }

    @Override
    public PipelineRun takeAway(PipelineRun run, List<String> annotations) {
        writes.add("take away");
        if (refusesToTakeAway) {
            throw answer(500, "not now");
        }
        PipelineRun stored = runs.get(run.getMetadata().getName());
        if (!stored.getMetadata().getResourceVersion().equals(run.getMetadata().getResourceVersion())) {
            throw answer(409, "the object has been modified");
        }
        PipelineRun changed = copy(stored);
        changed.getMetadata()
                .setAnnotations(new LinkedHashMap<>(stored.getMetadata().getAnnotations()));
        changed.getMetadata().getAnnotations().keySet().removeAll(annotations);
        changed.getMetadata().setResourceVersion(nextVersion());
        runs.put(run.getMetadata().getName(), changed);
        return changed;
    }

    /** As a person does. */
    public void annotate(String name, Map<String, String> annotations) {
        PipelineRun run = copy(runs.get(name));
        Map<String, String> all = new LinkedHashMap<>();
        if (run.getMetadata().getAnnotations() != null) {
            all.putAll(run.getMetadata().getAnnotations());
        }
        all.putAll(annotations);
        run.getMetadata().setAnnotations(all);
        run.getMetadata().setResourceVersion(nextVersion());
        runs.put(name, run);
    }

    @Override
    public void deleteRun(PipelineRun run) {
        note("delete run");
        runs.remove(run.getMetadata().getName());
    }

    /** As a person does. */
    public void cancel(String name) {
        PipelineRun run = copy(runs.get(name));
        run.setSpec(Resources.cancelled(run.getSpec()));
        run.getMetadata().setResourceVersion(nextVersion());
        runs.put(name, run);
    }

    @Override
    public Optional<PipelineRun> run(String namespace, String name) {
        return Optional.ofNullable(runs.get(name));
    }

    @Override
    public void cancel(String namespace, String name, String uid) {
        note("cancel run");
        if (runs.containsKey(name) && runs.get(name).getMetadata().getUid().equals(uid)) {
            cancel(name);
            changed(runs.get(name));
        }
    }

    @Override
    public Optional<Lease> lease(String namespace, String name) {
        return Optional.ofNullable(leases.get(name));
    }

    @Override
    public boolean create(Lease lease) {
        note("create lease");
        return !leases.containsKey(lease.getMetadata().getName()) && put(lease);
    }

    @Override
    public boolean replace(Lease lease) {
        note("update lease");
        return unchanged(lease) && put(lease);
    }

    @Override
    public boolean delete(Lease lease) {
        note("delete lease");
        if (!unchanged(lease)) {
            return false;
        }
        leases.remove(lease.getMetadata().getName());
        changed(lease);
        return true;
    }

    private boolean unchanged(Lease lease) {
        Lease stored = leases.get(lease.getMetadata().getName());
        return stored != null
                && stored.getMetadata()
                        .getResourceVersion()
                        .equals(lease.getMetadata().getResourceVersion());
    }

    private boolean put(Lease lease) {
        String name = lease.getMetadata().getName();
        leases.put(
                name,
                lease.edit()
                        .editMetadata()
                        .withResourceVersion(nextVersion())
                        .endMetadata()
                        .build());
        changed(lease);
        return true;
    }

    private void note(String write) {
        beforeWrite.accept(write);
        writes.add(write);
    }

    private static boolean isOf(HasMetadata object, String run) {
        return run.equals(object.getMetadata().getLabels().get(Labels.RUN));
    }

    private static PipelineRun copy(PipelineRun run) {
        PipelineRun copy = new PipelineRun();
        copy.setMetadata(run.getMetadata().edit().build());
        copy.setSpec(run.getSpec());
        copy.setStatus(run.getStatus());
        return copy;
    }
}
