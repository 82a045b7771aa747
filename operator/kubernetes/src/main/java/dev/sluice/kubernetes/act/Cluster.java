package dev.sluice.kubernetes.act;

import dev.sluice.api.v1alpha1.PipelineRun;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.List;
import java.util.Optional;

/** Requests to the API server, each of them one, behind a facade that a test can stand in for. */
public interface Cluster {

    Pod create(Pod pod);

    Job create(Job job);

    PipelineRun create(PipelineRun run);

    PersistentVolumeClaim create(PersistentVolumeClaim claim);

    Optional<PersistentVolumeClaim> claim(String namespace, String name);

    Optional<PipelineRun> run(String namespace, String name);

    /** Asks a run to end. */
    void cancelRun(String namespace, String name);

    Optional<Pod> pod(String namespace, String name);

    Optional<Job> job(String namespace, String name);

    /** All Pods of a run, from the API server itself. */
    List<Pod> podsOf(String namespace, String run);

    List<Job> jobsOf(String namespace, String run);

    /** Runs that its steps started. */
    List<PipelineRun> childrenOf(String namespace, String run);

    void deletePod(String namespace, String name);

    /** With its Pods. */
    void deleteJob(String namespace, String name);

    /** The kubelet kills a Pod that has run longer than this, and the Pod stays as the record of it. */
    void endNow(String namespace, String name);

    ControllerRevision create(ControllerRevision revision);

    Optional<ControllerRevision> revision(String namespace, String name);

    /** What jobs added to a run, from the API server itself. */
    List<ControllerRevision> uploadsOf(String namespace, String run);

    void delete(ControllerRevision revision);

    /** Writes the status, unless the run has changed since {@code run} was read. */
    PipelineRun writeStatus(PipelineRun run);

    /** Takes annotations away, unless the run has changed since {@code run} was read. */
    PipelineRun takeAway(PipelineRun run, List<String> annotations);

    void deleteRun(PipelineRun run);

    /** As a person does; nothing where that run, by its UID, is gone. */
    void cancel(String namespace, String name, String uid);

    Optional<Lease> lease(String namespace, String name);

    /** False where it exists already. */
    boolean create(Lease lease);

    /** False where it has changed since it was read. */
    boolean replace(Lease lease);

    /** False where it has changed since it was read. */
    boolean delete(Lease lease);
}
