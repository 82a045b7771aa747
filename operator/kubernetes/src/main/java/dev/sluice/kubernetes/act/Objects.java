package dev.sluice.kubernetes.act;

import dev.sluice.api.v1alpha1.PipelineRun;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Collection;

/** A run's objects, as informers know them, what was created since included. */
public interface Objects {

    Collection<Pod> pods(String namespace, String run);

    Collection<Job> jobs(String namespace, String run);

    /** Runs that its steps started, by their labels. */
    Collection<PipelineRun> children(String namespace, String run);

    /** What its jobs added to it. */
    Collection<ControllerRevision> uploads(String namespace, String run);

    void created(Pod pod);

    void created(Job job);

    void created(PipelineRun child);
}
