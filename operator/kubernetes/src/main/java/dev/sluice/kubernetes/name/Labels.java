package dev.sluice.kubernetes.name;

/** Labels of what the operator makes. Objects are found by them; they are believed only together with a controller reference. */
public final class Labels {

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String SLUICE = "sluice";

    public static final String RUN = "sluice.dev/run";
    public static final String PIPELINE = "sluice.dev/pipeline";
    public static final String STEP = "sluice.dev/step";

    /** Where it runs, cut to what a label may hold; the whole name is in the Pod's SLUICE_TARGET. */
    public static final String TARGET = "sluice.dev/target";

    /** Index of the job in its step. Pods of a batch/v1 Job have {@link #FIRST_JOB} in its place. */
    public static final String JOB = "sluice.dev/job";

    /** Index of the job that completion index 0 of a batch/v1 Job is. */
    public static final String FIRST_JOB = "sluice.dev/first-job";

    public static final String ATTEMPT = "sluice.dev/attempt";

    /** On a ControllerRevision: the text of a pipeline, and of which. */
    public static final String REVISION_OF = "sluice.dev/revision-of";

    /** On a Lease: which members of a concurrency group it keeps, {@code runs} or {@code jobs}. */
    public static final String GROUP_OF = "sluice.dev/group-of";

    /** Value of {@link #REVISION_OF} where it is no pipeline's text but what a job added to its run; no pipeline has a name like this. */
    public static final String UPLOAD = "Upload";

    /** Kubernetes' own, on the Pods of an Indexed Job. */
    public static final String COMPLETION_INDEX = "batch.kubernetes.io/job-completion-index";

    private Labels() {}
}
