package dev.sluice.kubernetes.act;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real one. */
public final class ApiServer implements Cluster {

    private static final int NOT_FOUND = 404;
    private static final String CANCEL = "{\"spec\":{\"cancel\":true}}";
    private static final String END_NOW = "{\"spec\":{\"activeDeadlineSeconds\":1}}";

    private static final int CONFLICT = 409;

    private final KubernetesClient client;

    public ApiServer(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Pod create(Pod pod) {
        return client.resource(pod).create();
    }

    @Override
    public Job create(Job job) {
        return client.resource(job).create();
    }

    @Override
    public PipelineRun create(PipelineRun run) {
        return client.resource(run).create();
    }

    @Override
    public PersistentVolumeClaim create(PersistentVolumeClaim claim) {
        return client.resource(claim).create();
    }

    @Override
    public Optional<PersistentVolumeClaim> claim(String namespace, String name) {
        return Optional.ofNullable(client.persistentVolumeClaims()
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    @Override
    public Optional<PipelineRun> run(String namespace, String name) {
        return Optional.ofNullable(client.resources(PipelineRun.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    @Override
    public void cancelRun(String namespace, String name) {
        try {
            client.resources(PipelineRun.class)
                    .inNamespace(namespace)
                    .withName(name)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), CANCEL);
        } catch (KubernetesClientException e) {
            if (e.getCode() != NOT_FOUND) {
                throw e; // one that is gone has ended
            }
        }
    }

    @Override
    public Optional<Pod> pod(String namespace, String name) {
        return Optional.ofNullable(
                client.pods().inNamespace(namespace).withName(name).get());
    }

    @Override
    public Optional<Job> job(String namespace, String name) {
        return Optional.ofNullable(
                client.batch().v1().jobs().inNamespace(namespace).withName(name).get());
    }

    @Override
    public List<Pod> podsOf(String namespace, String run) {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(Labels.RUN, run)
                .list()
                .getItems();
    }

    @Override
    public List<Job> jobsOf(String namespace, String run) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(Labels.RUN, run)
                .list()
                .getItems();
    }

    @Override
    public List<PipelineRun> childrenOf(String namespace, String run) {
        return client.resources(PipelineRun.class)
                .inNamespace(namespace)
                .withLabel(Labels.RUN, run)
                .list()
                .getItems();
    }

    @Override
    public void deletePod(String namespace, String name) {
        client.pods().inNamespace(namespace).withName(name).delete();
    }

    @Override
    public void deleteJob(String namespace, String name) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    @Override
    public void endNow(String namespace, String name) {
        client.pods().inNamespace(namespace).withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), END_NOW);
    }

    @Override
    public ControllerRevision create(ControllerRevision revision) {
        return client.resource(revision).create();
    }

    @Override
    public Optional<ControllerRevision> revision(String namespace, String name) {
        return Optional.ofNullable(client.resources(ControllerRevision.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    @Override
    public List<ControllerRevision> uploadsOf(String namespace, String run) {
        return client.resources(ControllerRevision.class)
                .inNamespace(namespace)
                .withLabel(Labels.REVISION_OF, Labels.UPLOAD)
                .withLabel(Labels.RUN, run)
                .list()
                .getItems();
    }

    @Override
    public void delete(ControllerRevision revision) {
        client.resource(revision).delete();
    }

    @Override
    public PipelineRun writeStatus(PipelineRun run) {
        return client.resource(run).updateStatus();
    }

    /** With the version that was read: what somebody wrote in between is not taken away unread. */
    @Override
    public PipelineRun takeAway(PipelineRun run, List<String> annotations) {
        Map<String, Object> gone = new HashMap<>();
        annotations.forEach(key -> gone.put(key, null));
        ObjectMeta metadata = run.getMetadata();
        Map<String, Object> patch =
                Map.of("metadata", Map.of("resourceVersion", metadata.getResourceVersion(), "annotations", gone));
        return client.resources(PipelineRun.class)
                .inNamespace(metadata.getNamespace())
                .withName(metadata.getName())
                .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
    }

    @Override
    public void deleteRun(PipelineRun run) {
        client.resource(run)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    /** The UID in the patch makes it a condition. */
    @Override
    public void cancel(String namespace, String name, String uid) {
        String patch = "{\"metadata\":{\"uid\":\"" + uid + "\"},\"spec\":{\"cancel\":true}}";
        unlessMeanwhile(() -> client.resources(PipelineRun.class)
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    @Override
    public Optional<Lease> lease(String namespace, String name) {
        return Optional.ofNullable(
                client.leases().inNamespace(namespace).withName(name).get());
    }

    @Override
    public boolean create(Lease lease) {
        return unlessMeanwhile(() -> client.resource(lease).create());
    }

    @Override
    public boolean replace(Lease lease) {
        return unlessMeanwhile(() -> client.resource(lease).update());
    }

    @Override
    public boolean delete(Lease lease) {
        return unlessMeanwhile(() -> client.resource(lease)
                .lockResourceVersion(lease.getMetadata().getResourceVersion())
                .delete());
    }

    private static boolean unlessMeanwhile(Runnable request) {
        try {
            request.run();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT || e.getCode() == NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }
}
